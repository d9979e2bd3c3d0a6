#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-unit.h"

static LtKind
counted_kind (LtSession *session)
{
  const char *panel = lt_session_get_panel (session);

  if (g_str_equal (panel, "land-use"))
    return LT_KIND_PARCEL;
  if (g_str_equal (panel, "projects"))
    return LT_KIND_PROJECT;
  return LT_KIND_ENTERPRISE;
}

static char *
describe_count (LtKind kind, guint n)
{
  g_autofree char *count = lt_unit_format (n, 0);

  if (kind == LT_KIND_PARCEL)
    return g_strdup_printf (ngettext ("%s parcel", "%s parcels", n), count);
  if (kind == LT_KIND_PROJECT)
    return g_strdup_printf (ngettext ("%s project", "%s projects", n), count);
  return g_strdup_printf (ngettext ("%s enterprise", "%s enterprises", n), count);
}

static void
recount (LtWindow *self)
{
  LtKind kind = counted_kind (self->session), said = kind;
  g_autofree char *text = NULL;
  guint n;

  /* Some rules judge enterprises. */
  if (kind == LT_KIND_PARCEL)
    said = lt_land_use_get_kind (lt_session_get_land_use (self->session));
  if (lt_session_get_workspace (self->session) && lt_panel_stack_get_count (self->panels, kind, &n))
    text = describe_count (said, n);
  gtk_label_set_text (self->count_label, text ? text : "");
}

void
lt_window_init_status (LtWindow *self)
{
  g_signal_connect_object (self->panels, "counted", G_CALLBACK (recount), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::panel", G_CALLBACK (recount), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::snapshot", G_CALLBACK (recount), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->map_view, "pointer-text", self->pointer_label, "label",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->map_view, "base-text", self->base_label, "label", G_BINDING_SYNC_CREATE);
}
