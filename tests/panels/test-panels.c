#include <adwaita.h>

#include "lt-land-use-panel.h"
#include "lt-project-panel.h"
#include "lt-chain-sidebar.h"
#include "lt-language.h"
#include "lt-list-panel.h"
#include "lt-overview-panel.h"
#include "lt-panel-stack.h"
#include "lt-record-item.h"
#include "lt-hit-row.h"
#include "lt-search.h"
#include "lt-test-panels.h"

typedef struct
{
  LtTestPlace place;
  LtSession *session;
  GtkWidget *window;
  GtkWidget *sidebar;
  GtkWidget *panels;
  GtkWidget *search;
  guint travels;
  LtBox travelled_to;
} Fixture;

/* --- finding widgets --- */

typedef gboolean (*Match) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *root, Match match, gconstpointer data)
{
  if (match (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, data);

      if (found)
        return found;
    }
  return NULL;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer data)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (data));
}

static GtkWidget *
find_type (GtkWidget *root, GType type)
{
  return find (root, is_of_type, GSIZE_TO_POINTER (type));
}

static gboolean
shows_text (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), data) != NULL;
}

static gboolean
has_class (GtkWidget *widget, gconstpointer data)
{
  return gtk_widget_has_css_class (widget, data);
}

static GtkWidget *
find_text (GtkWidget *root, const char *text)
{
  return find (root, shows_text, text);
}

typedef struct
{
  GtkWidget *root;
  const char *text;
} Shown;

static gboolean
is_shown (gpointer data)
{
  Shown *shown = data;

  return find_text (shown->root, shown->text) != NULL;
}

static void
await_text (GtkWidget *root, const char *text)
{
  Shown shown = { root, text };

  if (!lt_test_wait (is_shown, &shown))
    g_error ("“%s” is not shown", text);
}

static void
click (GtkWidget *root, const char *text)
{
  GtkWidget *button;

  await_text (root, text);
  button = gtk_widget_get_ancestor (find_text (root, text), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_list_of (GtkWidget *widget, gconstpointer data)
{
  int kind;

  if (!LT_IS_LIST_PANEL (widget))
    return FALSE;
  g_object_get (widget, "kind", &kind, NULL);
  return kind == GPOINTER_TO_INT (data);
}

static LtListPanel *
find_list (Fixture *fixture, LtKind kind)
{
  return LT_LIST_PANEL (find (fixture->panels, is_list_of, GINT_TO_POINTER (kind)));
}

typedef struct
{
  LtListPanel *list;
  guint n;
} Count;

static gboolean
has_count (gpointer data)
{
  Count *count = data;

  return lt_list_panel_get_count (count->list) == count->n;
}

static void
await_count (Fixture *fixture, LtKind kind, guint n)
{
  Count count = { find_list (fixture, kind), n };

  if (!lt_test_wait (has_count, &count))
    g_error ("%u rows instead of %u", lt_list_panel_get_count (count.list), n);
}

/* --- the fixture --- */

static void
note_travel (Fixture *fixture, const LtBox *box, double zoom)
{
  fixture->travels++;
  fixture->travelled_to = *box;
}

static gboolean
has_snapshot (gpointer data)
{
  return lt_session_get_snapshot (data) != NULL;
}

/* Panels come one by one after the first frame. */
static gboolean
has_panels (gpointer data)
{
  return find_type (data, LT_TYPE_OVERVIEW_PANEL)
         && find (data, is_list_of, GINT_TO_POINTER (LT_KIND_ENTERPRISE))
         && find_type (data, LT_TYPE_LAND_USE_PANEL) && find_type (data, LT_TYPE_PROJECT_PANEL);
}

static void
build_window (Fixture *fixture)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  fixture->window = gtk_window_new ();
  fixture->sidebar = lt_chain_sidebar_new ();
  fixture->panels = lt_panel_stack_new ();
  fixture->search = lt_search_new ();
  gtk_box_append (GTK_BOX (box), fixture->sidebar);
  gtk_box_append (GTK_BOX (box), fixture->search);
  gtk_box_append (GTK_BOX (box), fixture->panels);
  gtk_widget_set_size_request (fixture->panels, 336, -1);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  lt_test_place_set_up (&fixture->place);
  fixture->session = lt_session_new ();
  g_signal_connect_swapped (fixture->session, "travel", G_CALLBACK (note_travel), fixture);
  build_window (fixture);
  lt_chain_sidebar_set_session (LT_CHAIN_SIDEBAR (fixture->sidebar), fixture->session);
  lt_panel_stack_set_session (LT_PANEL_STACK (fixture->panels), fixture->session);
  lt_search_set_session (LT_SEARCH (fixture->search), fixture->session);
  lt_session_set_workspace (fixture->session, fixture->place.workspace);
  g_assert_true (lt_test_wait (has_snapshot, fixture->session));
  g_assert_true (lt_test_wait (has_panels, fixture->panels));
}

static gboolean
is_alone (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->panels);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_true (lt_test_wait (is_alone, fixture->panels));
  g_assert_finalize_object (fixture->panels);
  lt_session_set_workspace (fixture->session, NULL);
  g_assert_true (lt_test_wait (is_alone, fixture->session));
  g_assert_finalize_object (fixture->session);
  g_assert_true (lt_test_wait (is_alone, fixture->place.workspace));
  lt_test_place_tear_down (&fixture->place);
}

static guint
count_of_chain (Fixture *fixture, guint chain)
{
  return lt_session_get_snapshot (fixture->session)->enterprises_by_chain[chain];
}

static guint
count_of (Fixture *fixture, LtKind kind)
{
  return lt_session_get_snapshot (fixture->session)->counts[kind];
}

/* --- the sidebar --- */

static void
test_sidebar (Fixture *fixture, gconstpointer data)
{
  GtkListBox *list = GTK_LIST_BOX (find_type (fixture->sidebar, GTK_TYPE_LIST_BOX));
  guint n = lt_catalogue_get_n_chains (lt_session_get_catalogue (fixture->session));

  g_assert_cmpuint (n, ==, 8);
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, (int) n));
  g_assert_null (gtk_list_box_get_row_at_index (list, (int) n + 1));
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (list)), ==, 0);
  await_text (fixture->sidebar, "530 bn yuan");
  await_text (fixture->sidebar, "600 bn yuan");

  for (guint chain = 1; chain <= n; chain++)
    {
      gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, (int) chain));
      g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, chain);
    }
  lt_session_set_chain (fixture->session, 3);
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (list)), ==, 3);

  lt_session_set_district (fixture->session, "330502");
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 0);
  g_assert_null (lt_session_get_district (fixture->session));
}

static void
test_sidebar_count (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strdup_printf ("%u firms", count_of_chain (fixture, 3));

  click (fixture->sidebar, text);
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 3);
  g_assert_cmpstr (lt_session_get_panel (fixture->session), ==, "enterprises");
  await_count (fixture, LT_KIND_ENTERPRISE, count_of_chain (fixture, 3));
}

/* --- the panels --- */

static gboolean
has_all_projects (gpointer data)
{
  return lt_project_panel_get_count (data) == 250;
}

static void
test_follow (Fixture *fixture, gconstpointer data)
{
  lt_session_set_panel (fixture->session, "enterprises");
  await_count (fixture, LT_KIND_ENTERPRISE, count_of (fixture, LT_KIND_ENTERPRISE));
  lt_session_set_chain (fixture->session, 1);
  await_count (fixture, LT_KIND_ENTERPRISE, count_of_chain (fixture, 1));
  lt_session_set_chain (fixture->session, 0);
  await_count (fixture, LT_KIND_ENTERPRISE, count_of (fixture, LT_KIND_ENTERPRISE));
  click (fixture->panels, "Projects");
  g_assert_cmpstr (lt_session_get_panel (fixture->session), ==, "projects");

  lt_test_place_fill (&fixture->place, LT_KIND_PROJECT, 0, 250);
  g_assert_true (lt_test_wait (has_all_projects, find_type (fixture->panels, LT_TYPE_PROJECT_PANEL)));
  await_text (fixture->panels, "Row 00000");
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  LtListPanel *list = find_list (fixture, LT_KIND_ENTERPRISE);
  GtkWidget *entry = find_type (GTK_WIDGET (list), GTK_TYPE_SEARCH_ENTRY);

  lt_session_set_panel (fixture->session, "enterprises");
  await_count (fixture, LT_KIND_ENTERPRISE, count_of (fixture, LT_KIND_ENTERPRISE));
  gtk_editable_set_text (GTK_EDITABLE (entry), "天能");
  await_count (fixture, LT_KIND_ENTERPRISE, 1);
  g_assert_cmpstr (lt_session_get_filter_text (fixture->session), ==, "天能");
  await_text (GTK_WIDGET (list), "1 of ");
  click (fixture->panels, "“天能”");
  await_count (fixture, LT_KIND_ENTERPRISE, count_of (fixture, LT_KIND_ENTERPRISE));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

static void
test_chips (Fixture *fixture, gconstpointer data)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (fixture->session);
  LtChain *chain = lt_catalogue_get_chain (catalogue, 1);

  lt_session_set_panel (fixture->session, "projects");
  lt_session_set_chain (fixture->session, 1);
  lt_session_set_district (fixture->session, "330522");
  click (fixture->panels, "Changxing");
  g_assert_null (lt_session_get_district (fixture->session));
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 1);
  lt_test_spin (50);
  click (fixture->panels, lt_chain_get_label (chain));
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 0);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  lt_session_set_panel (fixture->session, "land-use");
  await_text (fixture->panels, "No Parcels Yet");
  await_text (fixture->panels, "Import Parcels…");
  lt_session_set_panel (fixture->session, "enterprises");
  lt_session_set_filter_text (fixture->session, "no such enterprise");
  await_text (fixture->panels, "Nothing Matches");
  click (fixture->panels, "Show All");
  g_assert_cmpstr (lt_session_get_filter_text (fixture->session), ==, "");
  await_count (fixture, LT_KIND_ENTERPRISE, count_of (fixture, LT_KIND_ENTERPRISE));
}

static void
test_parcel_totals (Fixture *fixture, gconstpointer data)
{
  lt_session_set_panel (fixture->session, "land-use");
  lt_test_place_fill (&fixture->place, LT_KIND_PARCEL, 1, 40);
  await_text (fixture->panels, "40 parcels · 54.0 mu · each parcel once, by its recorded district");
  await_text (fixture->panels, "Total floor area missing for 40");
}

/* A window that opens on this panel shows it before it has a session. */
static void
test_rules_after_showing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_window_new (), *panel = lt_land_use_panel_new ();

  lt_test_place_fill (&fixture->place, LT_KIND_PARCEL, 1, 3);
  gtk_window_set_child (GTK_WINDOW (window), panel);
  gtk_window_present (GTK_WINDOW (window));
  lt_test_spin (200);
  g_assert_true (gtk_widget_get_mapped (panel));
  lt_session_set_panel (fixture->session, "land-use");
  lt_land_use_panel_set_session (LT_LAND_USE_PANEL (panel), fixture->session);
  await_text (panel, "Control indicators for industrial land (2008)");
  lt_land_use_panel_set_session (LT_LAND_USE_PANEL (panel), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* From the list to a card with its reasons, and back. */
static void
test_parcel_card (Fixture *fixture, gconstpointer data)
{
  LtLandUse *land = lt_session_get_land_use (fixture->session);

  lt_session_set_panel (fixture->session, "land-use");
  lt_test_place_fill (&fixture->place, LT_KIND_PARCEL, 1, 3);
  await_text (fixture->panels, "3 parcels");
  await_text (fixture->panels, "Data missing 3");
  lt_session_select (fixture->session, LT_KIND_PARCEL,
                     lt_land_use_get_result (land)->judgement->subjects->ids[1], FALSE);
  await_text (fixture->panels, "Floor area ratio");
  await_text (fixture->panels, "missing: ");
  await_text (fixture->panels, "国土资发〔2008〕24号");
  lt_session_clear_selection (fixture->session);
  click (fixture->panels, "Data missing 3");
  g_assert_cmpint (lt_land_use_get_choice (land)->only, ==, LT_VERDICT_MISSING);
}

/* All rule sets in one table, of the list and of a parcel; a click chooses. */
static void
test_rule_table (Fixture *fixture, gconstpointer data)
{
  LtLandUse *land = lt_session_get_land_use (fixture->session);
  GtkWidget *expander, *row, *rows, *title;
  LtLandChoice choice;

  lt_session_set_panel (fixture->session, "land-use");
  lt_test_place_fill (&fixture->place, LT_KIND_PARCEL, 1, 3);
  await_text (fixture->panels, "Data missing 3");
  await_text (fixture->panels, "Rule Sets Side by Side");
  expander
      = gtk_widget_get_ancestor (find_text (fixture->panels, "Rule Sets Side by Side"), GTK_TYPE_EXPANDER);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  await_text (expander, "Idle land");
  await_text (expander, "parcels of the list; all enterprises, each once");
  /* The one in force is chosen already: a what-if and filters stay. */
  choice = *lt_land_use_get_choice (land);
  choice.only = LT_VERDICT_MISSING;
  lt_land_use_set_choice (land, &choice);
  lt_land_use_set_what_if_value (land, lt_land_use_get_result (land)->judgement->subjects->ids[0],
                                 LT_INPUT_FLOOR_AREA_M2, 900);
  row = gtk_widget_get_ancestor (find_text (expander, "Control indicators for industrial land"),
                                 GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_true (lt_land_use_is_what_if (land));
  g_assert_cmpint (lt_land_use_get_choice (land)->only, ==, LT_VERDICT_MISSING);
  row = gtk_widget_get_ancestor (find_text (expander, "Idle land"), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpstr (lt_land_use_get_base_rules (land)->name, ==, "idle-land");
  await_text (fixture->panels, "《闲置土地处置办法》");
  lt_session_select (fixture->session, LT_KIND_PARCEL,
                     lt_land_use_get_result (land)->judgement->subjects->ids[1], FALSE);
  await_text (fixture->panels, "Under each rule set: Data missing 3");
  /* Nothing of it is left when the workspace goes. */
  title = find_text (fixture->panels, "Under each rule set: Data missing 3");
  rows = gtk_widget_get_parent (row);
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (rows), 0));
  lt_session_set_workspace (fixture->session, NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (title)), ==, "Under Each Rule Set");
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (rows), 0));
}

/* --- selection --- */

static gboolean
is_selected (gpointer data)
{
  Fixture *fixture = data;
  GtkListView *view
      = GTK_LIST_VIEW (find (GTK_WIDGET (find_list (fixture, LT_KIND_ENTERPRISE)), has_class, "lt-records"));

  return gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (view))) == 40;
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  LtListPanel *list = find_list (fixture, LT_KIND_ENTERPRISE);
  GtkListView *view = GTK_LIST_VIEW (find (GTK_WIDGET (list), has_class, "lt-records"));
  GtkSelectionModel *model = gtk_list_view_get_model (view);
  g_autoptr (GObject) item = NULL, other = NULL;
  LtKind kind;
  gint64 id;
  guint travels;

  lt_test_place_fill (&fixture->place, LT_KIND_ENTERPRISE, 0, 300);
  await_count (fixture, LT_KIND_ENTERPRISE, 327);

  /* on the map: the panel comes up, the row is chosen and scrolled to, the card says all */
  item = g_list_model_get_item (lt_list_panel_get_model (list), 40);
  g_assert_cmpstr (lt_session_get_panel (fixture->session), ==, "overview");
  lt_session_select (fixture->session, LT_KIND_ENTERPRISE, lt_record_item_get_id (LT_RECORD_ITEM (item)),
                     FALSE);
  g_assert_cmpstr (lt_session_get_panel (fixture->session), ==, "enterprises");
  g_assert_true (lt_test_wait (is_selected, fixture));
  await_text (GTK_WIDGET (list), "Credit code");

  /* in the list: the session knows, the map travels */
  travels = fixture->travels;
  gtk_selection_model_select_item (model, 42, TRUE);
  other = g_list_model_get_item (lt_list_panel_get_model (list), 42);
  g_assert_true (lt_session_get_selection (fixture->session, &kind, &id));
  g_assert_cmpint (kind, ==, LT_KIND_ENTERPRISE);
  g_assert_cmpint (id, ==, lt_record_item_get_id (LT_RECORD_ITEM (other)));
  lt_test_spin (300);
  g_assert_cmpuint (fixture->travels, >, travels);

  lt_session_clear_selection (fixture->session);
  g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (model)), ==,
                    GTK_INVALID_LIST_POSITION);
}

/* --- overview --- */

static void
test_overview (Fixture *fixture, gconstpointer data)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (fixture->session);

  await_text (fixture->panels, "add up to 530 bn yuan");
  await_text (fixture->panels, "Enterprises 27");
  lt_session_set_chain (fixture->session, 1);
  await_text (fixture->panels, "Key Districts");
  await_text (fixture->panels, "not recorded");
  await_text (fixture->panels, lt_chain_get_segments (lt_catalogue_get_chain (catalogue, 1))[0]);
  click (fixture->panels, lt_district_get_label (lt_catalogue_get_district (catalogue, "330503")));
  g_assert_cmpstr (lt_session_get_district (fixture->session), ==, "330503");
  await_text (fixture->panels, "703 km²");
  await_text (fixture->panels, "Key District of");
  lt_session_set_district (fixture->session, "zone-nantaihu");
  await_text (fixture->panels, "Functional zone");
  await_text (fixture->panels, "Approximate extent");
}

/* --- search --- */

static GtkListBoxRow *
get_hit (Fixture *fixture, int index)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_type (fixture->search, GTK_TYPE_LIST_BOX)), index);
}

static gboolean
has_hit (gpointer data)
{
  return get_hit (data, 0) != NULL;
}

static GtkWidget *
type (Fixture *fixture, const char *text)
{
  GtkWidget *entry = find_type (fixture->search, GTK_TYPE_SEARCH_ENTRY);
  GtkListBox *hits = GTK_LIST_BOX (find_type (fixture->search, GTK_TYPE_LIST_BOX));

  while (get_hit (fixture, 0))
    gtk_list_box_remove (hits, GTK_WIDGET (get_hit (fixture, 0)));
  lt_search_grab (LT_SEARCH (fixture->search));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_assert_true (lt_test_wait (has_hit, fixture));
  return entry;
}

static void
press (GtkWidget *entry, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (entry);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkListBox *hits = GTK_LIST_BOX (find_type (fixture->search, GTK_TYPE_LIST_BOX));
  GtkWidget *entry = type (fixture, "天能");
  LtKind kind;
  gint64 id;

  lt_session_set_chain (fixture->session, 7);
  lt_session_set_filter_text (fixture->session, "x");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (lt_session_get_selection (fixture->session, &kind, &id));
  g_assert_cmpint (kind, ==, LT_KIND_ENTERPRISE);
  g_assert_cmpstr (lt_session_get_filter_text (fixture->session), ==, "");
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 0);

  entry = type (fixture, "湖州");
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (hits)), ==, 0);
  press (entry, GDK_KEY_Down);
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (hits)), ==, 1);
  press (entry, GDK_KEY_Up);
  press (entry, GDK_KEY_Up);
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (hits)), ==, 0);
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

static void
test_search_places (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = type (fixture, "30.87,120.09");

  g_signal_emit_by_name (entry, "activate");
  g_assert_true (lt_box_contains (&fixture->travelled_to, 120.09, 30.87));
  g_assert_false (lt_box_contains (&fixture->travelled_to, 120.1, 30.87));

  g_signal_emit_by_name (type (fixture, "生物医药"), "activate");
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 4);
  g_signal_emit_by_name (type (fixture, "德清"), "activate");
  g_assert_cmpstr (lt_session_get_district (fixture->session), ==, "330521");
}

static gboolean
has_town (gpointer data)
{
  Fixture *fixture = data;
  GtkListBoxRow *row = get_hit (fixture, 0);

  return row && g_strcmp0 (lt_hit_row_get_hit (LT_HIT_ROW (row))->name, "Lake Tai") == 0;
}

/* The name of no row, but of a lake on the base map, typed before that is read. */
static void
test_search_base_map (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = find_type (fixture->search, GTK_TYPE_SEARCH_ENTRY);

  lt_search_grab (LT_SEARCH (fixture->search));
  gtk_editable_set_text (GTK_EDITABLE (entry), "lake tai");
  g_assert_true (lt_test_wait (has_town, fixture));
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (lt_box_contains (&fixture->travelled_to, 120.14112, 31.23786));
}

/* --- a window without a workspace --- */

static void
test_without_workspace (Fixture *fixture, gconstpointer data)
{
  lt_session_set_workspace (fixture->session, NULL);
  lt_test_spin (50);
  g_assert_cmpuint (lt_list_panel_get_count (find_list (fixture, LT_KIND_ENTERPRISE)), ==, 0);
  for (guint i = 0; i < 3; i++)
    lt_session_set_panel (fixture->session, (const char *[]){ "enterprises", "land-use", "projects" }[i]);
  lt_session_set_workspace (fixture->session, fixture->place.workspace);
  await_count (fixture, LT_KIND_ENTERPRISE, 27);
}

int
main (int argc, char **argv)
{
  lt_language_init ("en", "/nonexistent");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/liantu/Liantu/icons");

#define ADD(name, func) g_test_add ("/panels/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("sidebar", test_sidebar);
  ADD ("sidebar-count", test_sidebar_count);
  ADD ("follow", test_follow);
  ADD ("filter", test_filter);
  ADD ("chips", test_chips);
  ADD ("empty", test_empty);
  ADD ("parcel-totals", test_parcel_totals);
  ADD ("rules-after-showing", test_rules_after_showing);
  ADD ("parcel-card", test_parcel_card);
  ADD ("rule-table", test_rule_table);
  ADD ("selection", test_selection);
  ADD ("overview", test_overview);
  ADD ("search", test_search);
  ADD ("search-places", test_search_places);
  ADD ("search-base-map", test_search_base_map);
  ADD ("without-workspace", test_without_workspace);

  return g_test_run ();
}
