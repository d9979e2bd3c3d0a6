#include "config.h"

#include "lt-import-window.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lt-import-check-page.h"
#include "lt-import-crs-page.h"
#include "lt-import-done-page.h"
#include "lt-import-fields-page.h"
#include "lt-import-map.h"
#include "lt-import-source-page.h"
#include "lt-unit.h"

#define PROGRESS_INTERVAL_MS 100
#define SHARE_STEPS 10000

typedef enum
{
  STEP_SOURCE,
  STEP_FIELDS,
  STEP_COORDINATES,
  STEP_CHECK,
  N_STEPS,
  STEP_DONE = N_STEPS,
} Step;

/* What it is doing on other threads. */
typedef enum
{
  IDLE,
  OPENING,
  CHECKING,
  WRITING,
} Work;

struct _LtImportWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkBox *steps_box;
  GtkButton *close_button;
  GtkButton *next_button;
  GtkLabel *doubt_label;
  GtkStack *stack;
  GtkWidget *progress_box;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
  LtImportMap *map;

  /* In the stack */
  LtImportPage *pages[N_STEPS];
  LtImportDonePage *done_page;
  GtkWidget *tabs[N_STEPS]; /* GtkToggleButton */

  /* Owned */
  LtSession *session;
  LtImportPlan *plan;
  LtImportPlan *best; /* while the kind is being guessed */
  guint best_score;
  int guess; /* the kind that is tried; -1: none */
  GCancellable *cancellable;
  char *temporary; /* file to remove (nullable) */
  char *problem;   /* why the file can't be read (nullable) */

  Step step;
  Work work;
  guint again : 1;   /* something was said meanwhile: open once more */
  guint opened : 1;  /* the plan knows the file */
  guint checked : 1; /* as it is read now */
  guint guided : 1;  /* it has led the person to the first doubt */
  guint closed : 1;
  guint moving : 1; /* tabs are being set */

  guint source; /* shows progress */
  int share;    /* written by the working thread, as is `rows` */
  guint rows;
  gint64 start;
};

G_DEFINE_FINAL_TYPE (LtImportWindow, lt_import_window, ADW_TYPE_WINDOW)

static guint imported_signal;

static void open_plan (LtImportWindow *self);
static void go_to (LtImportWindow *self, Step step);

/* --- what is shown --- */

static LtDoubt
get_doubt_of (Step step)
{
  static const guint doubts[N_STEPS]
      = { LT_DOUBT_LAYER | LT_DOUBT_ENCODING, LT_DOUBT_COLUMNS, LT_DOUBT_CRS, 0 };

  return (LtDoubt) doubts[step];
}

static const char *
get_doubt_text (LtImportWindow *self, Step step)
{
  static const LtDoubt all[] = { LT_DOUBT_LAYER, LT_DOUBT_ENCODING, LT_DOUBT_COLUMNS, LT_DOUBT_CRS };
  guint here;

  if (self->problem != NULL)
    return step == STEP_SOURCE ? self->problem : NULL;
  if (step >= N_STEPS || !self->opened)
    return NULL;
  here = lt_import_plan_get_doubts (self->plan) & get_doubt_of (step);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((here & all[i]) != 0)
      return lt_import_plan_get_doubt_text (self->plan, all[i]);
  return NULL;
}

/* Columns that are not understood stop the reading; of the rest the program has made its choice. */
static gboolean
can_check (LtImportWindow *self)
{
  return self->opened && self->problem == NULL
         && (lt_import_plan_get_doubts (self->plan) & LT_DOUBT_COLUMNS) == 0
         && (lt_import_plan_get_crs (self->plan) != NULL
             || (lt_import_plan_get_doubts (self->plan) & LT_DOUBT_CRS) == 0);
}

static void
show_steps (LtImportWindow *self)
{
  self->moving = TRUE;
  for (guint i = 0; i < N_STEPS; i++)
    {
      gboolean doubt = get_doubt_text (self, (Step) i) != NULL;

      if (doubt)
        gtk_widget_add_css_class (self->tabs[i], "lt-doubtful");
      else
        gtk_widget_remove_css_class (self->tabs[i], "lt-doubtful");
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tabs[i]), i == self->step);
      gtk_widget_set_sensitive (
          self->tabs[i],
          self->step != STEP_DONE && self->work != WRITING
              && (i == STEP_SOURCE || (self->opened && (i != STEP_CHECK || can_check (self)))));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->tabs[i]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      doubt ? get_doubt_text (self, (Step) i) : "", -1);
    }
  self->moving = FALSE;
}

static void
show_doubt (LtImportWindow *self)
{
  const char *text = get_doubt_text (self, self->step);

  gtk_label_set_text (self->doubt_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->doubt_label), text != NULL);
}

static void
show_next (LtImportWindow *self)
{
  guint n = self->checked
                ? lt_import_check_page_get_n_accepted (LT_IMPORT_CHECK_PAGE (self->pages[STEP_CHECK]))
                : 0;
  g_autofree char *count = lt_unit_format (n, 0);
  g_autofree char *text = NULL;
  gboolean sensitive = self->work == IDLE || self->work == OPENING;

  if (self->step == STEP_DONE)
    text = g_strdup (_ ("_Done"));
  else if (self->step != STEP_CHECK)
    {
      text = g_strdup (_ ("_Next"));
      sensitive = sensitive && self->opened && (self->step != STEP_COORDINATES || can_check (self));
    }
  else
    {
      text = self->checked ? g_strdup_printf (ngettext ("_Import %s Row", "_Import %s Rows", n), count)
                           : g_strdup (_ ("_Import"));
      sensitive = self->work == IDLE && self->checked && n > 0;
    }
  gtk_button_set_label (self->next_button, text);
  gtk_button_set_use_underline (self->next_button, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), sensitive);
  gtk_widget_set_visible (GTK_WIDGET (self->close_button), self->step != STEP_DONE);
}

/* The first rows in the chosen system. */
static void
show_map (LtImportWindow *self)
{
  GPtrArray *candidates = self->opened ? lt_import_plan_get_candidates (self->plan) : NULL;

  lt_import_map_set_outlines (self->map, NULL, NULL);
  lt_import_map_set_caption (self->map, _ ("These rows come without coordinates."));
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const LtPlanCandidate *candidate = g_ptr_array_index (candidates, i);
      g_autofree char *caption = NULL;

      if (!candidate->chosen)
        continue;
      /* Translators: below a map; a coordinate system's name */
      caption = g_strdup_printf (_ ("The first rows, read as %s"), candidate->text);
      lt_import_map_set_outlines (self->map, candidate->outlines, NULL);
      lt_import_map_set_caption (self->map, caption);
    }
}

static void
show (LtImportWindow *self)
{
  show_steps (self);
  show_doubt (self);
  show_next (self);
}

/* --- progress --- */

static const char *
get_work_title (Work work)
{
  switch (work)
    {
    case CHECKING:
      return _ ("Checking");
    case WRITING:
      return _ ("Importing");
    case OPENING:
    case IDLE:
    default:
      return _ ("Reading the file");
    }
}

/* "Checking · 12,000 rows · 80,000 rows/s · 3 s left" */
static char *
describe_progress (LtImportWindow *self, double share, guint n)
{
  double seconds = (double) (g_get_monotonic_time () - self->start) / G_USEC_PER_SEC;
  GString *text = g_string_new (get_work_title (self->work));
  g_autofree char *rows = lt_unit_format (n, 0);
  g_autofree char *speed = lt_unit_format (seconds > 0.2 ? n / seconds : 0, 0);

  if (n > 0)
    g_string_append_printf (text, ngettext (" · %s row", " · %s rows", n), rows);
  if (n > 0 && seconds > 0.5)
    g_string_append_printf (text, _ (" · %s rows/s"), speed);
  if (share > 0.05 && seconds > 1)
    g_string_append_printf (text, _ (" · %.0f s left"), seconds / share - seconds);
  return g_string_free (text, FALSE);
}

static gboolean
show_progress (gpointer data)
{
  LtImportWindow *self = data;
  int share = g_atomic_int_get (&self->share);
  g_autofree char *text
      = describe_progress (self, share / (double) SHARE_STEPS, (guint) g_atomic_int_get (&self->rows));

  gtk_label_set_text (self->progress_label, text);
  if (share >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, share / (double) SHARE_STEPS);
  else
    gtk_progress_bar_pulse (self->progress_bar);
  return G_SOURCE_CONTINUE;
}

static void
note_progress (double share, guint rows, gpointer data)
{
  LtImportWindow *self = data;

  g_atomic_int_set (&self->share, share < 0 ? -1 : (int) (share * SHARE_STEPS));
  g_atomic_int_set (&self->rows, rows);
}

static void
begin (LtImportWindow *self, Work work)
{
  self->work = work;
  self->share = -1;
  self->rows = 0;
  self->start = g_get_monotonic_time ();
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->source == 0)
    self->source = g_timeout_add (PROGRESS_INTERVAL_MS, show_progress, self);
  show_progress (self);
  gtk_widget_set_visible (self->progress_box, TRUE);
  show (self);
}

static void
end (LtImportWindow *self)
{
  self->work = IDLE;
  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_set_visible (self->progress_box, FALSE);
}

static void
stop_clicked (LtImportWindow *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* --- writing --- */

static void
accepted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtImportWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) report = lt_import_plan_accept_finish (LT_IMPORT_PLAN (source), result, &error);
  g_autofree char *file = NULL;

  if (report != NULL)
    g_signal_emit (self, imported_signal, 0, report);
  if (self->closed)
    return;
  end (self);
  if (report != NULL)
    {
      file = g_path_get_basename (lt_import_plan_get_source (self->plan));
      lt_import_done_page_take (self->done_page, file, g_steal_pointer (&report));
      go_to (self, STEP_DONE);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->problem = g_strdup (error->message);
      self->checked = FALSE;
      go_to (self, STEP_SOURCE);
      return;
    }
  show (self);
}

static void
accept (LtImportWindow *self)
{
  begin (self, WRITING);
  lt_import_plan_accept_async (self->plan, note_progress, self, self->cancellable, accepted,
                               g_object_ref (self));
}

/* --- checking --- */

static void
checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtImportWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = lt_import_plan_check_finish (LT_IMPORT_PLAN (source), result, &error);

  if (self->closed)
    return;
  end (self);
  if (self->again)
    {
      open_plan (self);
      return;
    }
  self->checked = done;
  if (done)
    lt_import_page_update (self->pages[STEP_CHECK], self->plan);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_free (self->problem);
      self->problem = g_strdup (error->message);
      go_to (self, STEP_SOURCE);
      return;
    }
  else
    go_to (self, STEP_COORDINATES);
  show (self);
}

static void
check (LtImportWindow *self)
{
  begin (self, CHECKING);
  lt_import_plan_check_async (self->plan, note_progress, self, self->cancellable, checked,
                              g_object_ref (self));
}

/* --- opening --- */

/* To the first doubt, or past all steps. */
static void
guide (LtImportWindow *self)
{
  for (guint i = 0; i < N_STEPS; i++)
    if (get_doubt_text (self, (Step) i) != NULL)
      {
        go_to (self, (Step) i);
        return;
      }
  go_to (self, STEP_CHECK);
}

static guint
score (LtImportPlan *plan)
{
  GPtrArray *columns = lt_import_plan_get_columns (plan);
  guint n = (lt_import_plan_get_doubts (plan) & LT_DOUBT_COLUMNS) == 0 ? 4 : 0;

  for (guint i = 0; columns != NULL && i < columns->len; i++)
    n += ((LtPlanColumn *) g_ptr_array_index (columns, i))->field != NULL;
  return n;
}

/* Whether another kind is to be tried; else the plan is the best of them. */
static gboolean
guess_on (LtImportWindow *self, gboolean opened)
{
  if (self->guess < 0)
    return FALSE;
  if (opened && (self->best == NULL || score (self->plan) > self->best_score))
    {
      self->best_score = score (self->plan);
      g_set_object (&self->best, self->plan);
    }
  if (++self->guess < LT_N_TABLES)
    {
      LtImportPlan *next = lt_import_plan_new (lt_session_get_workspace (self->session), (LtKind) self->guess,
                                               lt_import_plan_get_source (self->plan));

      g_set_object (&self->plan, next);
      g_object_unref (next);
      return TRUE;
    }
  self->guess = -1;
  if (self->best != NULL)
    g_set_object (&self->plan, self->best);
  g_clear_object (&self->best);
  return FALSE;
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtImportWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = lt_import_plan_open_finish (LT_IMPORT_PLAN (source), result, &error);

  if (self->closed)
    return;
  end (self);
  if (self->again || guess_on (self, done))
    {
      open_plan (self);
      return;
    }
  if (lt_import_plan_get_columns (self->plan) != NULL)
    done = TRUE;
  self->opened = done;
  g_clear_pointer (&self->problem, g_free);
  if (!done)
    self->problem
        = g_strdup (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? _ ("The reading was stopped.")
                                                                              : error->message);
  for (guint i = 0; done && i < STEP_CHECK; i++)
    lt_import_page_update (self->pages[i], self->plan);
  show_map (self);
  if (done && !self->guided)
    {
      self->guided = TRUE;
      guide (self);
      return;
    }
  if (self->step == STEP_CHECK)
    go_to (self, STEP_CHECK);
  show (self);
}

static void
open_plan (LtImportWindow *self)
{
  self->checked = FALSE;
  if (self->work != IDLE)
    {
      self->again = TRUE;
      g_cancellable_cancel (self->cancellable);
      return;
    }
  self->again = FALSE;
  begin (self, OPENING);
  lt_import_plan_open_async (self->plan, self->cancellable, opened, g_object_ref (self));
}

/* --- going through it --- */

static void
go_to (LtImportWindow *self, Step step)
{
  static const char *const names[] = { "source", "fields", "coordinates", "check", "done" };

  if (step == STEP_CHECK && !can_check (self))
    step = (lt_import_plan_get_doubts (self->plan) & LT_DOUBT_COLUMNS) != 0 ? STEP_FIELDS : STEP_COORDINATES;
  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, names[step]);
  if (step == STEP_CHECK && !self->checked && self->work == IDLE)
    check (self);
  if (step != STEP_CHECK && step != STEP_DONE)
    show_map (self);
  show (self);
  if (step == STEP_DONE)
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

static void
next_clicked (LtImportWindow *self)
{
  if (self->step == STEP_DONE)
    gtk_window_close (GTK_WINDOW (self));
  else if (self->step == STEP_CHECK)
    accept (self);
  else
    go_to (self, (Step) (self->step + 1));
}

static void
tab_toggled (LtImportWindow *self, GParamSpec *pspec, GtkToggleButton *tab)
{
  if (self->moving)
    return;
  for (guint i = 0; i < N_STEPS; i++)
    if (self->tabs[i] == GTK_WIDGET (tab) && gtk_toggle_button_get_active (tab))
      {
        go_to (self, (Step) i);
        return;
      }
  show_steps (self);
}

static void
look_at (LtImportWindow *self, const LtPlanDifference *difference)
{
  g_autoptr (GPtrArray) now = g_ptr_array_new_with_free_func ((GDestroyNotify) lt_geometry_unref);
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func ((GDestroyNotify) lt_geometry_unref);

  if (difference == NULL || difference->geometry == NULL)
    {
      show_map (self);
      return;
    }
  g_ptr_array_add (now, lt_geometry_ref (difference->geometry));
  if (difference->old_geometry != NULL)
    g_ptr_array_add (old, lt_geometry_ref (difference->old_geometry));
  lt_import_map_set_outlines (self->map, now, old);
  lt_import_map_set_caption (self->map, difference->name != NULL ? difference->name : difference->key);
}

/* --- the object --- */

static gboolean
lt_import_window_close_request (GtkWindow *window)
{
  LtImportWindow *self = LT_IMPORT_WINDOW (window);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  return GTK_WINDOW_CLASS (lt_import_window_parent_class)->close_request (window);
}

static void
lt_import_window_dispose (GObject *object)
{
  LtImportWindow *self = LT_IMPORT_WINDOW (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), LT_TYPE_IMPORT_WINDOW);

  G_OBJECT_CLASS (lt_import_window_parent_class)->dispose (object);
}

static void
lt_import_window_finalize (GObject *object)
{
  LtImportWindow *self = LT_IMPORT_WINDOW (object);

  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->problem);
  g_clear_object (&self->plan);
  g_clear_object (&self->best);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (lt_import_window_parent_class)->finalize (object);
}

static void
lt_import_window_class_init (LtImportWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = lt_import_window_dispose;
  object_class->finalize = lt_import_window_finalize;
  GTK_WINDOW_CLASS (class)->close_request = lt_import_window_close_request;
  imported_signal = g_signal_new ("imported", LT_TYPE_IMPORT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (LT_TYPE_IMPORT_MAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LtImportWindow, steps_box);
  gtk_widget_class_bind_template_child (widget_class, LtImportWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, LtImportWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, LtImportWindow, doubt_label);
  gtk_widget_class_bind_template_child (widget_class, LtImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, LtImportWindow, progress_box);
  gtk_widget_class_bind_template_child (widget_class, LtImportWindow, progress_label);
  gtk_widget_class_bind_template_child (widget_class, LtImportWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, LtImportWindow, map);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
add_tabs (LtImportWindow *self)
{
  static const char *const titles[N_STEPS]
      = { N_ ("1 Source"), N_ ("2 Fields"), N_ ("3 Coordinates"), N_ ("4 Check") };

  for (guint i = 0; i < N_STEPS; i++)
    {
      self->tabs[i] = gtk_toggle_button_new_with_label (_ (titles[i]));
      gtk_box_append (self->steps_box, self->tabs[i]);
      g_signal_connect_object (self->tabs[i], "notify::active", G_CALLBACK (tab_toggled), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
add_pages (LtImportWindow *self)
{
  static const char *const names[N_STEPS] = { "source", "fields", "coordinates", "check" };

  self->pages[STEP_SOURCE] = g_object_new (LT_TYPE_IMPORT_SOURCE_PAGE, NULL);
  self->pages[STEP_FIELDS] = g_object_new (LT_TYPE_IMPORT_FIELDS_PAGE, NULL);
  self->pages[STEP_COORDINATES] = g_object_new (LT_TYPE_IMPORT_CRS_PAGE, NULL);
  self->pages[STEP_CHECK] = g_object_new (LT_TYPE_IMPORT_CHECK_PAGE, NULL);
  for (guint i = 0; i < N_STEPS; i++)
    {
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->pages[i]), names[i]);
      g_signal_connect_object (self->pages[i], "said", G_CALLBACK (open_plan), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->pages[STEP_CHECK], "accepted-changed", G_CALLBACK (show_next), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages[STEP_CHECK], "looked-at", G_CALLBACK (look_at), self,
                           G_CONNECT_SWAPPED);
  self->done_page = lt_import_done_page_new ();
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->done_page), "done");
}

static void
lt_import_window_init (LtImportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->guess = -1;
  add_tabs (self);
  add_pages (self);
}

LtImportWindow *
lt_import_window_new (GtkWindow *parent, LtSession *session, const char *path, int kind, gboolean temporary)
{
  LtImportWindow *self = g_object_new (LT_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->temporary = temporary ? g_strdup (path) : NULL;
  self->guess = kind < 0 ? 0 : -1;
  self->plan = lt_import_plan_new (lt_session_get_workspace (session), (LtKind) MAX (kind, 0), path);
  lt_import_map_set_session (self->map, session);
  lt_import_crs_page_set_session (LT_IMPORT_CRS_PAGE (self->pages[STEP_COORDINATES]), session);
  open_plan (self);
  return self;
}
