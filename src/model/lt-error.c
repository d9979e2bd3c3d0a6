#include "config.h"

#include "lt-error.h"

G_DEFINE_QUARK (lt - error - quark, lt_error)
