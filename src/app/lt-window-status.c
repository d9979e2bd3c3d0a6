#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-unit.h"

/* Typing in a filter asks once, when the fingers rest. */
#define COUNT_DELAY_MS 150

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

typedef struct
{
  LtWindow *window;
  LtKind kind;
} Count;

static void
counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Count *count = data;
  g_autoptr (LtWindow) self = count->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = lt_workspace_find_finish (LT_WORKSPACE (source), result, &error);

  if (ids && LT_WORKSPACE (source) == lt_session_get_workspace (self->session))
    {
      g_autofree char *text = describe_count (count->kind, ids->len);

      gtk_label_set_text (self->count_label, text);
    }
}

static gboolean
start_count (gpointer data)
{
  LtWindow *self = data;
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  LtFilter filter = {
    .kind = counted_kind (self->session),
    .chain = lt_session_get_chain (self->session),
    .district = lt_session_get_district (self->session),
    .text = lt_session_get_filter_text (self->session),
  };
  Count *count;

  self->count_source = 0;
  g_cancellable_cancel (self->count_cancellable);
  g_clear_object (&self->count_cancellable);
  if (!workspace)
    {
      gtk_label_set_text (self->count_label, "");
      return G_SOURCE_REMOVE;
    }

  count = g_new0 (Count, 1);
  count->window = g_object_ref (self);
  count->kind = filter.kind;
  self->count_cancellable = g_cancellable_new ();
  lt_workspace_find_async (workspace, &filter, self->count_cancellable, counted, count);
  return G_SOURCE_REMOVE;
}

static void
recount (LtWindow *self)
{
  g_clear_handle_id (&self->count_source, g_source_remove);
  self->count_source = g_timeout_add (COUNT_DELAY_MS, start_count, self);
}

void
lt_window_init_status (LtWindow *self)
{
  static const char *const causes[]
      = { "notify::snapshot", "notify::chain", "notify::district", "notify::filter-text", "notify::panel" };

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_object (self->session, causes[i], G_CALLBACK (recount), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->map_view, "pointer-text", self->pointer_label, "label",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->map_view, "base-text", self->base_label, "label", G_BINDING_SYNC_CREATE);
}
