#include "config.h"

#include "lt-import-check-page.h"

#include <glib/gi18n-lib.h>

#include "lt-import-row-item.h"
#include "lt-unit.h"

/* Lists of the page: the plan's fates, then the issues. */
#define ISSUES LT_N_FATES
#define N_LISTS (LT_N_FATES + 1)

struct _LtImportCheckPage
{
  LtImportPage parent_instance;

  GtkWidget *tabs[N_LISTS]; /* GtkToggleButton */
  GtkWidget *all_check;
  GtkWidget *rejects_button;
  GtkNativeDialog *chooser;
  GtkLabel *note_label;
  GtkListView *list;
  GtkLabel *empty_label;
  GtkWidget *details; /* old and new side by side */
  GListStore *store;
  GtkSingleSelection *selection;
  guint shown;                /* which list */
  guint left_out[LT_N_FATES]; /* rows that the person does not want */
};

G_DEFINE_FINAL_TYPE (LtImportCheckPage, lt_import_check_page, LT_TYPE_IMPORT_PAGE)

enum
{
  ACCEPTED_CHANGED,
  LOOKED_AT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static LtImportPlan *
get_plan (LtImportCheckPage *self)
{
  return lt_import_page_get_plan (LT_IMPORT_PAGE (self));
}

static gboolean
can_accept (guint list)
{
  return list == LT_FATE_ADDED || list == LT_FATE_CHANGED;
}

static guint
get_count (const LtImportReport *report, guint list)
{
  switch (list)
    {
    case LT_FATE_ADDED:
      return report->added;
    case LT_FATE_CHANGED:
      return report->changed;
    case LT_FATE_UNCHANGED:
      return report->unchanged;
    case LT_FATE_GONE:
      return report->gone;
    default:
      return report->n_issues;
    }
}

guint
lt_import_check_page_get_n_accepted (LtImportCheckPage *self)
{
  const LtImportReport *report = get_plan (self) != NULL ? lt_import_plan_get_report (get_plan (self)) : NULL;

  if (report == NULL)
    return 0;
  return report->added - MIN (self->left_out[LT_FATE_ADDED], report->added) + report->changed
         - MIN (self->left_out[LT_FATE_CHANGED], report->changed);
}

/* --- accepting --- */

static void
show_all_check (LtImportCheckPage *self)
{
  const LtImportReport *report = lt_import_plan_get_report (get_plan (self));
  guint count = can_accept (self->shown) ? get_count (report, self->shown) : 0;
  guint out = can_accept (self->shown) ? self->left_out[self->shown] : 0;

  g_object_set_data (G_OBJECT (self->all_check), "quiet", GINT_TO_POINTER (1));
  gtk_widget_set_visible (self->all_check, count > 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->all_check), out == 0);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (self->all_check), out > 0 && out < count);
  g_object_set_data (G_OBJECT (self->all_check), "quiet", NULL);
}

static void show_list (LtImportCheckPage *self);

static void
all_toggled (LtImportCheckPage *self)
{
  const LtImportReport *report = lt_import_plan_get_report (get_plan (self));
  gboolean accepted = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all_check));

  if (g_object_get_data (G_OBJECT (self->all_check), "quiet") != NULL || !can_accept (self->shown))
    return;
  lt_import_plan_set_fate_accepted (get_plan (self), (LtFate) self->shown, accepted);
  self->left_out[self->shown] = accepted ? 0 : get_count (report, self->shown);
  show_list (self);
  g_signal_emit (self, signals[ACCEPTED_CHANGED], 0);
}

static void
row_toggled (GtkCheckButton *check, GtkListItem *item)
{
  LtImportCheckPage *self = g_object_get_data (G_OBJECT (check), "page");
  LtImportRowItem *row = gtk_list_item_get_item (item);
  const LtPlanDifference *difference = row != NULL ? lt_import_row_item_get_difference (row) : NULL;
  gboolean accepted = gtk_check_button_get_active (check);

  if (difference == NULL || g_object_get_data (G_OBJECT (check), "quiet") != NULL
      || accepted == lt_import_plan_is_row_accepted (get_plan (self), difference->row))
    return;
  lt_import_plan_set_row_accepted (get_plan (self), difference->row, accepted);
  self->left_out[difference->fate] += accepted ? (guint) -1 : 1;
  show_all_check (self);
  g_signal_emit (self, signals[ACCEPTED_CHANGED], 0);
}

/* --- rows: all of the same height --- */

static void
set_up_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 12, "margin-start", 6, "margin-end", 6,
                                 "margin-top", 6, "margin-bottom", 6, NULL);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *lines
      = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "hexpand", TRUE, NULL);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, NULL);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (title, "lt-row-title");
  gtk_widget_add_css_class (text, "caption");
  gtk_widget_add_css_class (text, "lt-quiet");
  gtk_box_append (GTK_BOX (lines), title);
  gtk_box_append (GTK_BOX (lines), text);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_item_set_child (item, box);
  g_object_set_data (G_OBJECT (check), "page", data);
  g_object_set_data (G_OBJECT (item), "check", check);
  g_object_set_data (G_OBJECT (item), "icon", icon);
  g_object_set_data (G_OBJECT (item), "title", title);
  g_object_set_data (G_OBJECT (item), "text", text);
  g_signal_connect (check, "toggled", G_CALLBACK (row_toggled), item);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  LtImportCheckPage *self = data;
  LtImportRowItem *row = gtk_list_item_get_item (item);
  const LtPlanDifference *difference = lt_import_row_item_get_difference (row);
  const LtIssue *issue = lt_import_row_item_get_issue (row);
  GtkWidget *check = g_object_get_data (G_OBJECT (item), "check");
  GtkWidget *icon = g_object_get_data (G_OBJECT (item), "icon");
  g_autofree char *title = lt_import_row_item_get_title (row);
  g_autofree char *text = lt_import_row_item_get_text (row);

  gtk_label_set_text (g_object_get_data (G_OBJECT (item), "title"), title);
  gtk_label_set_text (g_object_get_data (G_OBJECT (item), "text"), text);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), text);
  gtk_widget_set_visible (icon, issue != NULL);
  if (issue != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (icon), lt_issue_kind_is_warning (issue->kind)
                                                        ? "dialog-warning-symbolic"
                                                        : "dialog-error-symbolic");
  gtk_widget_set_visible (check, difference != NULL && can_accept (difference->fate));
  if (difference == NULL || !can_accept (difference->fate))
    return;
  g_object_set_data (G_OBJECT (check), "quiet", GINT_TO_POINTER (1));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               lt_import_plan_is_row_accepted (get_plan (self), difference->row));
  g_object_set_data (G_OBJECT (check), "quiet", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* --- the row that is looked at --- */

static void
add_cell (GtkGrid *grid, int column, int row, const char *text, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize",
                                   PANGO_ELLIPSIZE_END, "selectable", row > 0, "hexpand", column > 0, NULL);

  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_widget_set_tooltip_text (label, text);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static GtkWidget *
make_grid (const LtPlanDifference *difference)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 12, "row-spacing", 6, "margin-start", 12,
                                  "margin-end", 12, "margin-top", 12, "margin-bottom", 12, NULL);

  add_cell (GTK_GRID (grid), 0, 0, _ ("Field"), "caption-heading");
  add_cell (GTK_GRID (grid), 1, 0, _ ("Old"), "caption-heading");
  add_cell (GTK_GRID (grid), 2, 0, _ ("New"), "caption-heading");
  for (guint i = 0; i < difference->changes->len; i++)
    {
      const LtPlanChange *change = g_ptr_array_index (difference->changes, i);

      add_cell (GTK_GRID (grid), 0, (int) i + 1, change->title, "lt-quiet");
      add_cell (GTK_GRID (grid), 1, (int) i + 1, change->old != NULL ? change->old : _ ("not recorded"),
                NULL);
      add_cell (GTK_GRID (grid), 2, (int) i + 1, change->new != NULL ? change->new : _ ("not recorded"),
                NULL);
    }
  return grid;
}

static void
look_at (LtImportCheckPage *self)
{
  LtImportRowItem *row = gtk_single_selection_get_selected_item (self->selection);
  const LtPlanDifference *difference = row != NULL ? lt_import_row_item_get_difference (row) : NULL;
  gboolean changed = difference != NULL && difference->changes != NULL && difference->changes->len > 0;

  gtk_widget_set_visible (self->details, changed);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->details),
                                 changed ? make_grid (difference) : NULL);
  if (!lt_import_page_is_updating (LT_IMPORT_PAGE (self)))
    g_signal_emit (self, signals[LOOKED_AT], 0, difference);
}

/* --- rejected rows, to be mended and imported again --- */

static void
rejects_chosen (LtImportCheckPage *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  /* The next check writes them. */
  lt_import_plan_set_rejects (get_plan (self), g_file_peek_path (file));
  lt_import_page_say (LT_IMPORT_PAGE (self));
}

static void
save_rejects (LtImportCheckPage *self)
{
  g_autofree char *file = g_path_get_basename (lt_import_plan_get_source (get_plan (self)));
  /* Translators: name of a file; %s is the name of the imported one. */
  g_autofree char *name = g_strdup_printf (_ ("%s rejected.csv"), file);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->chooser != NULL)
    return;
  self->chooser = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (_ ("Save Rejected Rows"), window,
                                                                  GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (rejects_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_native_dialog_show (self->chooser);
}

static void
show_rejects (LtImportCheckPage *self)
{
  const LtImportReport *report = lt_import_plan_get_report (get_plan (self));
  g_autofree char *count = lt_unit_format (report->rejected, 0);
  g_autofree char *name = report->rejects != NULL ? g_path_get_basename (report->rejects) : NULL;
  g_autofree char *text
      = name != NULL
            ? g_strdup_printf (_ ("%s rejected rows are in “%s”"), count, name)
            : g_strdup_printf (ngettext ("Save %s Rejected Row…", "Save %s Rejected Rows…", report->rejected),
                               count);

  gtk_button_set_label (GTK_BUTTON (self->rejects_button), text);
  gtk_widget_set_sensitive (self->rejects_button, name == NULL);
  gtk_widget_set_visible (self->rejects_button, self->shown == ISSUES && report->rejected > 0);
}

/* --- lists --- */

static void
fill (LtImportCheckPage *self)
{
  LtImportPlan *plan = get_plan (self);
  const LtImportReport *report = lt_import_plan_get_report (plan);
  GPtrArray *from
      = self->shown == ISSUES ? report->issues : lt_import_plan_get_differences (plan, (LtFate) self->shown);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; from != NULL && i < from->len; i++)
    {
      gpointer at = g_ptr_array_index (from, i);

      g_ptr_array_add (items, self->shown == ISSUES ? lt_import_row_item_new (NULL, at)
                                                    : lt_import_row_item_new (at, NULL));
    }
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), items->pdata,
                       items->len);
}

static void
show_note (LtImportCheckPage *self)
{
  static const char *const nothing[N_LISTS]
      = { N_ ("No new rows."), N_ ("No changed rows."), N_ ("No unchanged rows."),
          N_ ("Every row of the workspace is in the file."), N_ ("Nothing is wrong with the file.") };
  const LtImportReport *report = lt_import_plan_get_report (get_plan (self));
  guint count = get_count (report, self->shown);
  guint listed = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  g_autofree char *all = lt_unit_format (count, 0);
  g_autofree char *cut
      = listed < count ? g_strdup_printf (_ ("The first %u of %s."), listed, all) : g_strdup ("");
  const char *gone = self->shown == LT_FATE_GONE && count > 0
                         ? _ ("These rows are in the workspace and not in the file. They stay. ")
                         : "";
  g_autofree char *note = g_strconcat (gone, cut, NULL);

  gtk_label_set_text (self->note_label, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), note[0] != '\0');
  gtk_label_set_text (self->empty_label, _ (nothing[self->shown]));
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), listed == 0);
}

static void
show_list (LtImportCheckPage *self)
{
  if (lt_import_plan_get_report (get_plan (self)) == NULL)
    {
      g_list_store_remove_all (self->store);
      return;
    }
  fill (self);
  show_note (self);
  show_rejects (self);
  show_all_check (self);
  look_at (self);
}

static void
tab_toggled (LtImportCheckPage *self, GParamSpec *pspec, GtkToggleButton *tab)
{
  if (!gtk_toggle_button_get_active (tab) || lt_import_page_is_updating (LT_IMPORT_PAGE (self)))
    return;
  for (guint i = 0; i < N_LISTS; i++)
    if (self->tabs[i] == GTK_WIDGET (tab))
      self->shown = i;
  show_list (self);
}

static void
title_tabs (LtImportCheckPage *self, const LtImportReport *report)
{
  static const char *const titles[N_LISTS]
      = { N_ ("New %s"), N_ ("Changed %s"), N_ ("Unchanged %s"), N_ ("Gone %s"), N_ ("Issues %s") };

  for (guint i = 0; i < N_LISTS; i++)
    {
      g_autofree char *count = report != NULL ? lt_unit_format (get_count (report, i), 0) : g_strdup ("–");
      const char *format = _ (titles[i]);
      g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
      g_autofree char *title = g_strconcat (parts[0], count, parts[1], NULL);

      gtk_button_set_label (GTK_BUTTON (self->tabs[i]), title);
    }
  if (report != NULL && report->rejected > 0)
    gtk_widget_add_css_class (self->tabs[ISSUES], "lt-doubtful");
  else
    gtk_widget_remove_css_class (self->tabs[ISSUES], "lt-doubtful");
}

/* Opens at what needs a look: rows that can't be taken, else changes, else news, else what is odd. */
static guint
choose_list (const LtImportReport *report)
{
  if (report->rejected > 0)
    return ISSUES;
  if (report->changed > 0)
    return LT_FATE_CHANGED;
  if (report->added > 0)
    return LT_FATE_ADDED;
  return report->n_issues > 0 ? ISSUES : LT_FATE_UNCHANGED;
}

static void
update (LtImportPage *page, LtImportPlan *plan)
{
  LtImportCheckPage *self = LT_IMPORT_CHECK_PAGE (page);
  const LtImportReport *report = lt_import_plan_get_report (plan);

  memset (self->left_out, 0, sizeof self->left_out);
  title_tabs (self, report);
  if (report != NULL)
    self->shown = choose_list (report);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tabs[self->shown]), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), report != NULL);
  show_list (self);
}

/* --- the object --- */

static void
lt_import_check_page_dispose (GObject *object)
{
  LtImportCheckPage *self = LT_IMPORT_CHECK_PAGE (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (lt_import_check_page_parent_class)->dispose (object);
}

static void
lt_import_check_page_class_init (LtImportCheckPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lt_import_check_page_dispose;
  LT_IMPORT_PAGE_CLASS (class)->update = update;
  signals[ACCEPTED_CHANGED] = g_signal_new ("accepted-changed", LT_TYPE_IMPORT_CHECK_PAGE, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOOKED_AT] = g_signal_new ("looked-at", LT_TYPE_IMPORT_CHECK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
add_tabs (LtImportCheckPage *self, GtkBox *box)
{
  GtkWidget *tabs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (tabs, "linked");
  gtk_box_set_homogeneous (GTK_BOX (tabs), FALSE);
  for (guint i = 0; i < N_LISTS; i++)
    {
      self->tabs[i] = gtk_toggle_button_new ();
      gtk_widget_set_hexpand (self->tabs[i], TRUE);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->tabs[i]), GTK_TOGGLE_BUTTON (self->tabs[0]));
      gtk_box_append (GTK_BOX (tabs), self->tabs[i]);
      g_signal_connect_object (self->tabs[i], "notify::active", G_CALLBACK (tab_toggled), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_box_append (box, tabs);
}

static void
add_list (LtImportCheckPage *self, GtkBox *box)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "vexpand", TRUE, "has-frame", TRUE, NULL);
  GtkWidget *overlay = gtk_overlay_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  self->store = g_list_store_new (LT_TYPE_IMPORT_ROW_ITEM);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->store)));
  self->list
      = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Rows"), -1);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (look_at), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  self->empty_label = g_object_new (GTK_TYPE_LABEL, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER,
                                    "visible", FALSE, "can-target", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->empty_label), "lt-quiet");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->empty_label));
  gtk_box_append (box, overlay);
}

static void
lt_import_check_page_init (LtImportCheckPage *self)
{
  GtkWidget *box
      = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, "margin-start", 12,
                      "margin-end", 12, "margin-top", 12, "margin-bottom", 12, NULL);

  adw_bin_set_child (ADW_BIN (self), box);
  add_tabs (self, GTK_BOX (box));
  self->note_label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->note_label), "lt-quiet");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note_label));
  self->all_check = gtk_check_button_new_with_label (_ ("Take all of them"));
  gtk_widget_set_visible (self->all_check, FALSE);
  g_signal_connect_object (self->all_check, "toggled", G_CALLBACK (all_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->all_check);
  self->rejects_button = g_object_new (GTK_TYPE_BUTTON, "halign", GTK_ALIGN_START, "visible", FALSE, NULL);
  g_signal_connect_object (self->rejects_button, "clicked", G_CALLBACK (save_rejects), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->rejects_button);
  add_list (self, GTK_BOX (box));
  self->details = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "max-content-height", 168,
                                "propagate-natural-height", TRUE, "has-frame", TRUE, "visible", FALSE, NULL);
  gtk_box_append (GTK_BOX (box), self->details);
}
