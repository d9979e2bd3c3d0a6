#include "config.h"

#include "lt-chain-sidebar.h"

#include "lt-chain-row.h"
#include "lt-city-row.h"

struct _LtChainSidebar
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *scroller;
  GtkListBox *list;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  LtCatalogue *catalogue;

  GtkListBoxRow *pressed; /* only to be compared */
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (LtChainSidebar, lt_chain_sidebar, GTK_TYPE_WIDGET)

static guint
number_of (GtkListBoxRow *row)
{
  return LT_IS_CHAIN_ROW (row) ? lt_chain_get_number (lt_chain_row_get_chain (LT_CHAIN_ROW (row))) : 0;
}

static GtkListBoxRow *
find_row (LtChainSidebar *self, guint number)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (number_of (row) == number)
      return row;
  return NULL;
}

static void
sync_selection (LtChainSidebar *self)
{
  GtkListBoxRow *row = find_row (self, lt_session_get_chain (self->session));

  if (row == gtk_list_box_get_selected_row (self->list))
    return;
  self->syncing = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->syncing = FALSE;
}

static void
on_row_selected (LtChainSidebar *self, GtkListBoxRow *row)
{
  if (self->syncing || self->session == NULL || row == NULL)
    return;
  if (number_of (row) != lt_session_get_chain (self->session))
    lt_session_set_chain (self->session, number_of (row));
}

static void
on_row_activated (LtChainSidebar *self, GtkListBoxRow *row)
{
  if (self->session == NULL)
    return;
  on_row_selected (self, row);
  if (number_of (row) == 0)
    lt_session_set_district (self->session, NULL);
}

static void
on_pressed (LtChainSidebar *self, int n_press, double x, double y)
{
  self->pressed = gtk_list_box_get_row_at_y (self->list, (int) y);
}

/* GtkListBox forgets a press that lasts longer than a double click may (400 ms): a slow hand, or a busy
 * machine. What is let go of where it was pressed is chosen, however long that took. */
static void
on_released (LtChainSidebar *self, int n_press, double x, double y)
{
  GtkListBoxRow *row = self->pressed;

  self->pressed = NULL;
  if (row == NULL || row != gtk_list_box_get_row_at_y (self->list, (int) y)
      || gtk_list_box_get_selected_row (self->list) == row)
    return;
  gtk_list_box_select_row (self->list, row);
  on_row_activated (self, row);
}

static void
on_enterprises_clicked (LtChainSidebar *self, LtChainRow *row)
{
  lt_session_set_chain (self->session, lt_chain_get_number (lt_chain_row_get_chain (row)));
  lt_session_set_panel (self->session, "enterprises");
}

/* The year is said once, above, when all targets share it. */
static int
find_common_year (LtCatalogue *catalogue)
{
  guint n = lt_catalogue_get_n_chains (catalogue);
  int year = n > 0 ? lt_chain_get_target_year (lt_catalogue_get_chain_at (catalogue, 0)) : 0;

  for (guint i = 1; i < n; i++)
    if (lt_chain_get_target_year (lt_catalogue_get_chain_at (catalogue, i)) != year)
      return 0;
  return year;
}

static GtkWidget *
add_chain_row (LtChainSidebar *self)
{
  GtkWidget *row = lt_chain_row_new ();

  g_signal_connect_object (row, "enterprises-clicked", G_CALLBACK (on_enterprises_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  return row;
}

/* Rows stay and only say something else: one that is replaced between press and release loses the click,
 * and the keyboard's focus with it. */
static void
update_rows (LtChainSidebar *self, LtCatalogue *catalogue)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);
  guint n = catalogue ? lt_catalogue_get_n_chains (catalogue) : 0;
  int year = catalogue ? find_common_year (catalogue) : 0;

  self->syncing = TRUE;
  if (catalogue && !row)
    {
      row = GTK_LIST_BOX_ROW (lt_city_row_new ());
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  if (catalogue)
    lt_city_row_set_catalogue (LT_CITY_ROW (row), catalogue, year);
  for (guint i = 0; i < n; i++)
    {
      row = gtk_list_box_get_row_at_index (self->list, (int) i + 1);
      lt_chain_row_set_chain (row ? LT_CHAIN_ROW (row) : LT_CHAIN_ROW (add_chain_row (self)),
                              lt_catalogue_get_chain_at (catalogue, i), year == 0);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, catalogue ? (int) n + 1 : 0)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->syncing = FALSE;
}

static void
update_counts (LtChainSidebar *self, LtSnapshot *snapshot)
{
  GtkListBoxRow *row;

  for (int i = 0; snapshot && (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    {
      guint number = number_of (row);

      if (number > 0 && number < G_N_ELEMENTS (snapshot->enterprises_by_chain))
        lt_chain_row_set_enterprises (LT_CHAIN_ROW (row), snapshot->enterprises_by_chain[number]);
    }
}

static void
on_snapshot (LtChainSidebar *self)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (self->session);

  if (g_set_object (&self->catalogue, catalogue))
    update_rows (self, catalogue);
  update_counts (self, lt_session_get_snapshot (self->session));
  sync_selection (self);
}

static gboolean
lt_chain_sidebar_grab_focus (GtkWidget *widget)
{
  LtChainSidebar *self = LT_CHAIN_SIDEBAR (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return gtk_widget_grab_focus (row ? GTK_WIDGET (row) : GTK_WIDGET (self->list));
}

static void
lt_chain_sidebar_dispose (GObject *object)
{
  LtChainSidebar *self = LT_CHAIN_SIDEBAR (object);

  lt_chain_sidebar_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_CHAIN_SIDEBAR);
  g_clear_object (&self->signals);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (lt_chain_sidebar_parent_class)->dispose (object);
}

static void
lt_chain_sidebar_class_init (LtChainSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_chain_sidebar_dispose;
  widget_class->grab_focus = lt_chain_sidebar_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-chain-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, LtChainSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, LtChainSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_released);
}

static void
lt_chain_sidebar_init (LtChainSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);

  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  g_signal_group_connect_object (self->signals, "notify::snapshot", G_CALLBACK (on_snapshot), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::chain", G_CALLBACK (sync_selection), self,
                                 G_CONNECT_SWAPPED);
}

GtkWidget *
lt_chain_sidebar_new (void)
{
  return g_object_new (LT_TYPE_CHAIN_SIDEBAR, NULL);
}

void
lt_chain_sidebar_set_session (LtChainSidebar *self, LtSession *session)
{
  g_return_if_fail (LT_IS_CHAIN_SIDEBAR (self));
  g_return_if_fail (session == NULL || LT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  if (session)
    on_snapshot (self);
}
