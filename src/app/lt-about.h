#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the about window: version, licence, where the data come from. */
void lt_about_present (GtkWindow *parent);

G_END_DECLS
