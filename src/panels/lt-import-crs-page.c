#include "config.h"

#include "lt-import-crs-page.h"

#include <glib/gi18n-lib.h>

#include "lt-unit.h"

#define PICTURE_HEIGHT 200

struct _LtImportCrsPage
{
  LtImportPage parent_instance;

  GtkBox *box;
  GtkWidget *pictures;
  LtImportMap *here;  /* as it is read now */
  LtImportMap *there; /* as another system would place it */
  GtkWidget *group;
  GPtrArray *names; /* of the candidates, owned */
  GPtrArray *checks;
};

G_DEFINE_FINAL_TYPE (LtImportCrsPage, lt_import_crs_page, LT_TYPE_IMPORT_PAGE)

static void
chosen (LtImportCrsPage *self, GParamSpec *pspec, GtkCheckButton *check)
{
  LtImportPage *page = LT_IMPORT_PAGE (self);
  guint index;

  if (lt_import_page_is_updating (page) || !gtk_check_button_get_active (check)
      || !g_ptr_array_find (self->checks, check, &index))
    return;
  lt_import_plan_set_crs (lt_import_page_get_plan (page), g_ptr_array_index (self->names, index));
  lt_import_page_say (page);
}

/* "All of the first rows lie in the city; 520 m from where they are now". */
static char *
describe (const LtPlanCandidate *candidate)
{
  g_autofree char *fits
      = candidate->fits > 0.995 ? g_strdup (_ ("the first rows lie in the city"))
        : candidate->fits > 0
            ? g_strdup_printf (_ ("%.0f%% of the first rows lie in the city"), candidate->fits * 100)
            : g_strdup (_ ("the first rows lie outside of the city"));
  g_autofree char *metres = NULL;

  if (candidate->chosen || candidate->moves_m < 1)
    return g_steal_pointer (&fits);
  if (candidate->moves_m >= 10000)
    {
      metres = lt_unit_format (candidate->moves_m / 1000, 0);
      return g_strdup_printf (_ ("%s; moves them by %s km"), fits, metres);
    }
  metres = lt_unit_format (candidate->moves_m, 0);
  return g_strdup_printf (_ ("%s; moves them by %s m"), fits, metres);
}

static void
add_candidate (LtImportCrsPage *self, const LtPlanCandidate *candidate)
{
  g_autofree char *text = describe (candidate);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", candidate->text,
                                 "subtitle", text, "activatable-widget", check, NULL);

  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), candidate->chosen);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, candidate->text, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_ptr_array_add (self->checks, check);
  g_ptr_array_add (self->names, g_strdup (candidate->name));
  g_signal_connect_object (check, "notify::active", G_CALLBACK (chosen), self, G_CONNECT_SWAPPED);
}

/* The one that explains the doubt: it fits as well and moves the rows least. */
static const LtPlanCandidate *
find_other (GPtrArray *candidates)
{
  const LtPlanCandidate *best = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      const LtPlanCandidate *candidate = g_ptr_array_index (candidates, i);

      if (!candidate->chosen && candidate->moves_m >= 1
          && (best == NULL || candidate->fits > best->fits
              || (candidate->fits == best->fits && candidate->moves_m < best->moves_m)))
        best = candidate;
    }
  return best;
}

static void
show_picture (LtImportMap *map, const LtPlanCandidate *candidate, const LtPlanCandidate *other)
{
  gtk_widget_set_visible (GTK_WIDGET (map), candidate != NULL);
  if (candidate == NULL)
    return;
  lt_import_map_set_outlines (map, candidate->outlines, other != NULL ? other->outlines : NULL);
  lt_import_map_set_caption (map, candidate->text);
}

static void
show_pictures (LtImportCrsPage *self, GPtrArray *candidates)
{
  const LtPlanCandidate *now = candidates->len > 0 ? g_ptr_array_index (candidates, 0) : NULL;
  const LtPlanCandidate *other = find_other (candidates);

  for (guint i = 0; i < candidates->len; i++)
    if (((LtPlanCandidate *) g_ptr_array_index (candidates, i))->chosen)
      now = g_ptr_array_index (candidates, i);
  show_picture (self->here, now, NULL);
  show_picture (self->there, other, now);
  gtk_widget_set_visible (self->pictures, now != NULL);
}

static void
update (LtImportPage *page, LtImportPlan *plan)
{
  LtImportCrsPage *self = LT_IMPORT_CRS_PAGE (page);
  GPtrArray *candidates = lt_import_plan_get_candidates (plan);
  const char *text = lt_import_plan_get_crs_text (plan);
  gboolean any = candidates != NULL && candidates->len > 0;

  if (self->group != NULL)
    gtk_box_remove (self->box, self->group);
  g_ptr_array_set_size (self->checks, 0);
  g_ptr_array_set_size (self->names, 0);
  self->group
      = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _ ("Coordinate System"), "description",
                      any ? (text != NULL ? text : "") : _ ("These rows come without coordinates."), NULL);
  for (guint i = 0; any && i < candidates->len; i++)
    add_candidate (self, g_ptr_array_index (candidates, i));
  gtk_widget_set_visible (self->pictures, FALSE);
  if (any)
    show_pictures (self, candidates);
  gtk_box_append (self->box, self->group);
}

static void
lt_import_crs_page_finalize (GObject *object)
{
  LtImportCrsPage *self = LT_IMPORT_CRS_PAGE (object);

  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->checks);

  G_OBJECT_CLASS (lt_import_crs_page_parent_class)->finalize (object);
}

static void
lt_import_crs_page_class_init (LtImportCrsPageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lt_import_crs_page_finalize;
  LT_IMPORT_PAGE_CLASS (class)->update = update;
}

static void
lt_import_crs_page_init (LtImportCrsPage *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_ptr_array_new ();
  self->box = lt_import_page_make_box (LT_IMPORT_PAGE (self));
  self->pictures = g_object_new (GTK_TYPE_BOX, "spacing", 12, "homogeneous", TRUE, NULL);
  self->here = lt_import_map_new ();
  self->there = lt_import_map_new ();
  gtk_widget_set_size_request (GTK_WIDGET (self->here), -1, PICTURE_HEIGHT);
  gtk_box_append (GTK_BOX (self->pictures), GTK_WIDGET (self->here));
  gtk_box_append (GTK_BOX (self->pictures), GTK_WIDGET (self->there));
  gtk_box_append (self->box, self->pictures);
}

void
lt_import_crs_page_set_session (LtImportCrsPage *self, LtSession *session)
{
  lt_import_map_set_session (self->here, session);
  lt_import_map_set_session (self->there, session);
}
