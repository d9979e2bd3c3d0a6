#include "config.h"

#include "lt-project-edits.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-edit.h"
#include "lt-history.h"

/* Degrees a copy is shifted to the east, so that it does not hide what it was copied from. */
#define COPY_SHIFT 0.0004

typedef enum
{
  ADD,
  MOVE,
  DUPLICATE,
  DELETE,
  SET,
  PUT,
} Kind;

typedef struct
{
  Kind kind;
  LtWorkspace *workspace;
  LtSnapshot *snapshot; /* (nullable) */
  guint chain;
  GArray *ids; /* gint64 */
  double longitude;
  double latitude;
  guint field;
  char *value;
  char *title;
  GPtrArray *records;
  GPtrArray *bases;
  gint64 step; /* made by the edit */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->workspace);
  g_clear_pointer (&job->snapshot, lt_snapshot_unref);
  g_array_unref (job->ids);
  g_free (job->value);
  g_free (job->title);
  g_clear_pointer (&job->records, g_ptr_array_unref);
  g_clear_pointer (&job->bases, g_ptr_array_unref);
  g_free (job);
}

/* --- records --- */

void
lt_project_set_value (LtRecord *record, guint field, const char *value)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  g_return_if_fail (field < n);

  if (fields[field].type == LT_FIELD_NUMBER || fields[field].type == LT_FIELD_INTEGER)
    lt_record_set_number (record, field,
                          value != NULL && *value != '\0' ? g_ascii_strtod (value, NULL) : NAN);
  else
    lt_record_set_text (record, field, value);
}

char *
lt_project_dup_value (LtRecord *record, guint field)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double number;

  if (lt_record_get_number (record, field, &number))
    return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, number));
  return g_strdup (lt_record_get_text (record, field));
}

static void
set_text (LtRecord *record, const char *name, const char *text)
{
  int field = lt_fields_find (lt_record_get_kind (record), name);

  if (field >= 0)
    lt_record_set_text (record, (guint) field, text);
}

static const char *
peek (LtRecord *record, const char *name)
{
  const char *text
      = lt_fields_find (lt_record_get_kind (record), name) >= 0 ? lt_record_peek (record, name) : NULL;

  return text != NULL ? text : "";
}

static const char *
find_district (const LtSnapshot *snapshot, double longitude, double latitude)
{
  int found = snapshot != NULL ? lt_snapshot_pick_district (snapshot, longitude, latitude, FALSE) : -1;

  return found < 0 ? NULL
                   : lt_district_get_code (lt_catalogue_get_district_at (snapshot->catalogue, (guint) found));
}

/* --- steps --- */

static GPtrArray *
fetch (const Job *job, GError **error)
{
  g_autoptr (GPtrArray) records = lt_workspace_fetch (
      job->workspace, LT_KIND_PROJECT, (const gint64 *) (gpointer) job->ids->data, job->ids->len, error);

  if (records != NULL && records->len < job->ids->len)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("A project chosen has been deleted meanwhile. Choose again and repeat."));
      return NULL;
    }
  return g_steal_pointer (&records);
}

static const char *
get_name (GPtrArray *records)
{
  return peek (records->pdata[0], "name");
}

static LtEdit *
add (const Job *job)
{
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PROJECT);
  g_autofree char *name = g_strdup_printf (
      _ ("New project %u"), job->snapshot != NULL ? job->snapshot->counts[LT_KIND_PROJECT] + 1 : 1);
  g_autofree char *chain = job->chain > 0 ? g_strdup_printf ("%u", job->chain) : NULL;
  g_autofree char *title = g_strdup_printf (_ ("Add %s"), name);
  LtEdit *edit = lt_edit_new (title);

  set_text (record, "name", name);
  set_text (record, "chains", chain);
  set_text (record, "district", find_district (job->snapshot, job->longitude, job->latitude));
  lt_record_take_geometry (record, lt_geometry_new_point (job->longitude, job->latitude));
  lt_edit_put (edit, record, NULL);
  return edit;
}

/* Only a district that was right for the old place, or none, is replaced: another was meant so. */
static void
move_district (const Job *job, LtRecord *moved, const LtGeometry *before)
{
  const char *code = find_district (job->snapshot, job->longitude, job->latitude);
  const char *old = before != NULL ? find_district (job->snapshot, before->xy[0], before->xy[1]) : NULL;
  const char *now = peek (moved, "district");

  if (code != NULL && (*now == '\0' || g_strcmp0 (now, old) == 0))
    set_text (moved, "district", code);
}

static LtEdit *
move (const Job *job, GPtrArray *records)
{
  LtRecord *before = records->pdata[0];
  g_autoptr (LtRecord) moved = lt_record_copy (before);
  g_autofree char *title = g_strdup_printf (_ ("Move %s"), get_name (records));
  LtEdit *edit = lt_edit_new (title);

  move_district (job, moved, lt_record_get_geometry (before));
  lt_record_take_geometry (moved, lt_geometry_new_point (job->longitude, job->latitude));
  lt_edit_put (edit, moved, before);
  return edit;
}

static LtEdit *
duplicate (GPtrArray *records)
{
  g_autofree char *title = records->len == 1 ? g_strdup_printf (_ ("Duplicate %s"), get_name (records))
                                             : g_strdup_printf (_ ("Duplicate %u projects"), records->len);
  LtEdit *edit = lt_edit_new (title);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (LtRecord) copy = lt_record_copy (records->pdata[i]);
      LtGeometry *geometry = lt_record_get_geometry (copy);
      g_autofree char *name = g_strdup_printf (_ ("%s (copy)"), peek (copy, "name"));

      lt_record_set_id (copy, 0);
      set_text (copy, "number", NULL);
      set_text (copy, "name", name);
      if (geometry != NULL)
        lt_record_take_geometry (copy, lt_geometry_new_point (geometry->xy[0] + COPY_SHIFT, geometry->xy[1]));
      lt_edit_put (edit, copy, NULL);
    }
  return edit;
}

static LtEdit *delete (GPtrArray *records)
{
  g_autofree char *title = records->len == 1 ? g_strdup_printf (_ ("Delete %s"), get_name (records))
                                             : g_strdup_printf (_ ("Delete %u projects"), records->len);
  LtEdit *edit = lt_edit_new (title);

  for (guint i = 0; i < records->len; i++)
    lt_edit_delete (edit, LT_KIND_PROJECT, lt_record_get_id (records->pdata[i]));
  return edit;
}

static LtEdit *
set (const Job *job, GPtrArray *records)
{
  const LtField *field = &lt_fields_get (LT_KIND_PROJECT, NULL)[job->field];
  g_autofree char *title
      = records->len == 1
            ? g_strdup_printf (_ ("Change “%s” of %s"), lt_field_get_title (field),
                               peek (records->pdata[0], "name"))
            : g_strdup_printf (_ ("Change “%s” of %u projects"), lt_field_get_title (field), records->len);
  LtEdit *edit = lt_edit_new (title);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (LtRecord) changed = lt_record_copy (records->pdata[i]);

      lt_project_set_value (changed, job->field, job->value);
      lt_edit_put (edit, changed, records->pdata[i]);
    }
  return edit;
}

static LtEdit *
put (const Job *job)
{
  LtEdit *edit = lt_edit_new (job->title);

  for (guint i = 0; i < job->records->len; i++)
    lt_edit_put (edit, job->records->pdata[i], job->bases->pdata[i]);
  return edit;
}

static LtEdit *
make_edit (const Job *job, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (job->kind == ADD)
    return add (job);
  if (job->kind == PUT)
    return put (job);
  records = fetch (job, error);
  if (records == NULL)
    return NULL;
  switch (job->kind)
    {
    case MOVE:
      return move (job, records);
    case DUPLICATE:
      return duplicate (records);
    case DELETE:
      return delete (records);
    case SET:
    case ADD:
    case PUT:
    default:
      return set (job, records);
    }
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  GError *error = NULL;
  LtEdit *edit = make_edit (job, &error);

  if (edit != NULL)
    ids = lt_workspace_edit (job->workspace, edit, &error);
  if (ids == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  steps = lt_workspace_get_steps (job->workspace, 0, 1, NULL);
  job->step = steps != NULL && steps->len > 0 ? ((const LtStep *) steps->pdata[0])->id : 0;
  g_task_return_int (task, ids->len > 0 ? (gssize) g_array_index (ids, gint64, 0) : 1);
}

/* --- edits under way --- */

static GQuark
pending_quark (void)
{
  return g_quark_from_static_string ("lt-project-edits-pending");
}

static guint
get_pending (gpointer session)
{
  return GPOINTER_TO_UINT (g_object_get_qdata (session, pending_quark ()));
}

static void
set_pending (gpointer session, guint n)
{
  g_object_set_qdata (session, pending_quark (), GUINT_TO_POINTER (n));
}

/* After the callback: what it starts in turn is counted before this ends. */
static void
on_completed (GTask *task)
{
  gpointer session = g_task_get_source_object (task);

  set_pending (session, get_pending (session) - 1);
}

gboolean
lt_project_edits_are_pending (LtSession *session)
{
  g_return_val_if_fail (LT_IS_SESSION (session), FALSE);

  return get_pending (session) > 0;
}

/* --- calls --- */

static Job *
job_new (LtSession *session, Kind kind, const gint64 *ids, guint n)
{
  Job *job = g_new0 (Job, 1);
  LtSnapshot *snapshot = lt_session_get_snapshot (session);

  job->kind = kind;
  job->workspace = g_object_ref (lt_session_get_workspace (session));
  job->snapshot = snapshot != NULL ? lt_snapshot_ref (snapshot) : NULL;
  job->chain = lt_session_get_chain (session);
  job->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n > 0)
    g_array_append_vals (job->ids, ids, n);
  return job;
}

static void
start (LtSession *session, Job *job, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, data);

  g_task_set_source_tag (task, lt_project_edit_finish);
  g_task_set_task_data (task, job, job_free);
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_completed), NULL);
  set_pending (session, get_pending (session) + 1);
  g_task_run_in_thread (task, run);
}

void
lt_project_add_async (LtSession *session,
                      double longitude,
                      double latitude,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_SESSION (session) && lt_session_get_workspace (session) != NULL);

  job = job_new (session, ADD, NULL, 0);
  job->longitude = longitude;
  job->latitude = latitude;
  start (session, job, cancellable, callback, data);
}

void
lt_project_move_async (LtSession *session,
                       gint64 id,
                       double longitude,
                       double latitude,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_SESSION (session) && lt_session_get_workspace (session) != NULL);

  job = job_new (session, MOVE, &id, 1);
  job->longitude = longitude;
  job->latitude = latitude;
  start (session, job, cancellable, callback, data);
}

void
lt_project_duplicate_async (LtSession *session,
                            const gint64 *ids,
                            guint n,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_return_if_fail (LT_IS_SESSION (session) && lt_session_get_workspace (session) != NULL);

  start (session, job_new (session, DUPLICATE, ids, n), cancellable, callback, data);
}

void
lt_project_delete_async (LtSession *session,
                         const gint64 *ids,
                         guint n,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_return_if_fail (LT_IS_SESSION (session) && lt_session_get_workspace (session) != NULL);

  start (session, job_new (session, DELETE, ids, n), cancellable, callback, data);
}

void
lt_project_set_async (LtSession *session,
                      const gint64 *ids,
                      guint n,
                      guint field,
                      const char *value,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_SESSION (session) && lt_session_get_workspace (session) != NULL);

  job = job_new (session, SET, ids, n);
  job->field = field;
  job->value = g_strdup (value);
  start (session, job, cancellable, callback, data);
}

void
lt_project_put_async (LtSession *session,
                      const char *title,
                      GPtrArray *records,
                      GPtrArray *bases,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_SESSION (session) && lt_session_get_workspace (session) != NULL);
  g_return_if_fail (records->len == bases->len);

  job = job_new (session, PUT, NULL, 0);
  job->title = g_strdup (title);
  job->records = g_ptr_array_ref (records);
  job->bases = g_ptr_array_ref (bases);
  start (session, job, cancellable, callback, data);
}

gint64
lt_project_edit_get_step (GAsyncResult *result)
{
  return ((const Job *) g_task_get_task_data (G_TASK (result)))->step;
}

guint
lt_project_edit_get_n (GAsyncResult *result)
{
  return ((const Job *) g_task_get_task_data (G_TASK (result)))->ids->len;
}

gint64
lt_project_edit_finish (GAsyncResult *result, GError **error)
{
  gssize id = g_task_propagate_int (G_TASK (result), error);

  return id < 0 ? 0 : id;
}
