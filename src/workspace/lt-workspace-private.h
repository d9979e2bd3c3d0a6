#pragma once

#include "lt-owner.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* The thread for loads that take long. (transfer none). */
LtOwner *lt_workspace_get_loader (LtWorkspace *self);

G_END_DECLS
