#include "config.h"

#include "lt-parcel-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-finding-row.h"
#include "lt-judge-text.h"
#include "lt-judging.h"
#include "lt-outline.h"
#include "lt-parcel-sheet.h"
#include "lt-parts.h"
#include "lt-record-text.h"
#include "lt-rule-table.h"
#include "lt-unit.h"
#include "lt-verdict-mark.h"

struct _LtParcelCard
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkBox *verdict;
  GtkDrawingArea *outline;
  GtkLabel *areas;
  GtkLabel *users;
  LtRuleTable *rule_table;
  GtkBox *findings;
  GtkBox *trials;
  GtkButton *export;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  LtRecord *record;
  GPtrArray *occupants;
  GCancellable *loading;
  GtkFileChooserNative *chooser;
};

enum
{
  CLOSED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtParcelCard, lt_parcel_card, GTK_TYPE_WIDGET)

/* --- what is judged --- */

static LtLandResult *
get_result (LtParcelCard *self)
{
  return self->session != NULL ? lt_land_use_get_result (lt_session_get_land_use (self->session)) : NULL;
}

/* Row of the judgement, or −1. Under rules for enterprises a parcel is judged as on the map: as the
 * enterprise that occupies most of it. */
static int
get_subject (LtParcelCard *self)
{
  LtLandResult *result = get_result (self);
  LtSubjects *subjects;

  if (result == NULL || self->record == NULL)
    return -1;
  subjects = result->judgement->subjects;
  if (lt_record_get_kind (self->record) == LT_KIND_PARCEL)
    return lt_subjects_find_parcel (subjects, lt_record_get_id (self->record));
  return subjects->kind == LT_SUBJECT_ENTERPRISE
             ? lt_subjects_find (subjects, lt_record_get_id (self->record))
             : -1;
}

/* Whether it is the record itself that is judged. */
static gboolean
is_own_subject (LtParcelCard *self)
{
  LtLandResult *result = get_result (self);

  return result != NULL
         && (lt_record_get_kind (self->record) == LT_KIND_PARCEL)
                == (result->judgement->subjects->kind == LT_SUBJECT_PARCEL);
}

/* --- outline --- */

static guint32
pack (const GdkRGBA *colour, double alpha)
{
  return (guint32) lround (colour->red * 255.0) << 24 | (guint32) lround (colour->green * 255.0) << 16
         | (guint32) lround (colour->blue * 255.0) << 8 | (guint32) lround (alpha * 255.0);
}

static void
draw_outline (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  LtParcelCard *self = data;
  LtGeometry *geometry = self->record != NULL ? lt_record_get_geometry (self->record) : NULL;
  GtkStyleContext *style_context = gtk_widget_get_style_context (GTK_WIDGET (area));
  GdkRGBA text, accent, background;
  LtOutlineStyle style;

  if (geometry == NULL)
    return;
  gtk_style_context_get_color (style_context, &text);
  if (!gtk_style_context_lookup_color (style_context, "accent_color", &accent))
    accent = text;
  if (!gtk_style_context_lookup_color (style_context, "window_bg_color", &background))
    background = (GdkRGBA){ 1, 1, 1, 1 };
  style = (LtOutlineStyle){ .fill = pack (&accent, 0.14),
                            .line = pack (&accent, 1),
                            .text = pack (&text, 1),
                            .halo = pack (&background, 1),
                            .font = 11 };
  lt_outline_paint (cr, geometry, 0, 0, width, height, &style);
}

/* --- filling it --- */

static char *
format_areas (LtRecord *record)
{
  LtGeometry *geometry = lt_record_get_geometry (record);
  double m2;
  g_autofree char *mu = NULL, *hectares = NULL, *metres = NULL, *drawn = NULL;

  if (!lt_record_text_number (record, "area_m2", &m2))
    m2 = (double) NAN;
  if (geometry != NULL)
    drawn = lt_unit_format (lt_geometry_area_m2 (geometry), 0);
  if (isnan (m2))
    return drawn != NULL ? g_strdup_printf (_ ("stated area not recorded, drawn %s m²"), drawn)
                         : g_strdup (_ ("stated area not recorded"));
  mu = lt_unit_format (m2 / LT_M2_PER_MU, 2);
  hectares = lt_unit_format (m2 / LT_M2_PER_HA, 4);
  metres = lt_unit_format (m2, 1);
  if (drawn == NULL)
    return g_strdup_printf (_ ("%s mu · %s ha · %s m²"), mu, hectares, metres);
  return g_strdup_printf (_ ("%s mu · %s ha · %s m² (drawn %s m²)"), mu, hectares, metres, drawn);
}

static char *
format_occupant (const LtOccupant *occupant, gboolean of_parcel)
{
  const char *name = of_parcel ? occupant->name : occupant->number;
  g_autofree char *area = lt_unit_format (occupant->area_m2, 0);
  const char *tenure = g_strcmp0 (occupant->tenure, "rented") == 0 ? _ ("rented")
                       : occupant->tenure != NULL                  ? _ ("owned")
                                                                   : _ ("tenure not recorded");

  return g_strdup_printf ("%s · %s m² · %s", name != NULL ? name : _ ("not recorded"), area, tenure);
}

static void
update_users (LtParcelCard *self)
{
  gboolean parcel = lt_record_get_kind (self->record) == LT_KIND_PARCEL;
  g_autoptr (GString) text = g_string_new (NULL);
  const char *user = lt_record_text_peek (self->record, "user");

  for (guint i = 0; self->occupants != NULL && i < self->occupants->len; i++)
    {
      g_autofree char *line = format_occupant (g_ptr_array_index (self->occupants, i), parcel);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  if (text->len == 0)
    g_string_append (text, user != NULL ? user : _ ("Users not recorded"));
  gtk_label_set_text (self->users, text->str);
}

static void
update_head (LtParcelCard *self)
{
  gboolean parcel = lt_record_get_kind (self->record) == LT_KIND_PARCEL;
  const char *title
      = parcel ? lt_record_text_peek (self->record, "number") : lt_record_text_title (self->record);
  const char *district = lt_record_text_district (self->record, lt_session_get_catalogue (self->session));
  const char *name = parcel ? lt_record_text_peek (self->record, "name") : NULL;
  g_autofree char *subtitle = name != NULL && district != NULL ? g_strdup_printf ("%s · %s", name, district)
                                                               : g_strdup (name != NULL ? name : district);
  g_autofree char *areas = format_areas (self->record);

  gtk_label_set_text (self->title, title != NULL ? title : _ ("not recorded"));
  gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL);
  gtk_label_set_text (self->areas, areas);
  gtk_widget_set_visible (GTK_WIDGET (self->areas), parcel);
  gtk_widget_set_visible (GTK_WIDGET (self->outline),
                          lt_record_get_geometry (self->record) != NULL && parcel);
  gtk_widget_set_visible (GTK_WIDGET (self->export), parcel);
  gtk_widget_queue_draw (GTK_WIDGET (self->outline));
}

static void
append_note (GtkBox *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "lt-quiet");
  gtk_box_append (box, label);
}

/* What the grade goes by: a score, or an indicator with its unit. */
static char *
format_measure (const LtRuleSet *rules, const LtExplanation *explanation, double measure)
{
  const LtRuleGroup *group
      = explanation->group != LT_NO_GROUP ? g_ptr_array_index (rules->groups, explanation->group) : NULL;
  g_autofree char *value = NULL;

  if (group == NULL || group->by_score)
    return lt_unit_format (measure, 2);
  value = lt_indicator_format (group->measure, measure);
  return g_strdup_printf ("%s %s", value, lt_indicator_get_unit (group->measure));
}

static void
update_verdict (LtParcelCard *self, const LtExplanation *explanation, const LtLandResult *result)
{
  g_autofree char *score = lt_unit_format (explanation->score, 2);
  g_autofree char *next = format_measure (result->judgement->rules, explanation, explanation->next_measure);
  g_autofree char *text = NULL;

  lt_verdict_mark_fill (self->verdict, explanation->verdict);
  if (!lt_judgement_has_grades (result->judgement) && isnan (explanation->score))
    return;
  if (lt_judgement_has_grades (result->judgement))
    {
      lt_parts_clear (self->verdict);
      gtk_box_append (self->verdict, lt_verdict_mark_new_grade (explanation->grade));
    }
  if (explanation->next_grade != '\0')
    text = g_strdup_printf (_ ("rank %u of %u; grade %c from %s"), explanation->rank, explanation->ranked,
                            explanation->next_grade, next);
  else if (isfinite (explanation->score))
    text = g_strdup_printf (_ ("score %s, rank %u of %u"), score, explanation->rank, explanation->ranked);
  if (text != NULL)
    append_note (self->verdict, text);
}

/* --- figures to try --- */

static void
on_tried (LtParcelCard *self, GtkEditable *entry)
{
  LtInput input = (LtInput) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "input"));
  const char *text = gtk_editable_get_text (entry);
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);
  LtLandResult *result = get_result (self);
  int subject = get_subject (self);

  if (subject < 0)
    return;
  if (end == text || *end != '\0' || !isfinite (value))
    value = (double) NAN;
  lt_land_use_set_what_if_value (lt_session_get_land_use (self->session),
                                 result->judgement->subjects->ids[subject], input, value);
}

static void
append_trial (LtParcelCard *self, const LtSubjects *subjects, guint subject, LtInput input)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (lt_input_get_title (input));
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *unit = gtk_label_new (lt_input_get_unit (input));
  double value = subjects->inputs[input] != NULL ? subjects->inputs[input][subject] : (double) NAN;
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";
  g_autofree char *name = g_strdup_printf (_ ("Try: %s"), lt_input_get_title (input));

  if (isfinite (value))
    g_ascii_formatd (text, sizeof text, "%.10g", value);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 9);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("not recorded"));
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_set_size_request (unit, 48, -1);
  gtk_label_set_xalign (GTK_LABEL (unit), 0);
  gtk_widget_add_css_class (unit, "lt-quiet");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (entry), "input", GUINT_TO_POINTER (input));
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_tried), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), unit);
  gtk_box_append (self->trials, line);
}

static void
update_trials (LtParcelCard *self,
               const LtExplanation *explanation,
               const LtSubjects *subjects,
               guint subject)
{
  guint32 inputs = 0;

  lt_parts_clear (self->trials);
  append_note (self->trials,
               _ ("Enter a figure and press Enter: the verdict, the list and the map follow, and "
                  "nothing is saved."));
  for (guint i = 0; i < explanation->findings->len; i++)
    inputs |= lt_indicator_get_inputs (g_array_index (explanation->findings, LtFinding, i).rule->indicator);
  for (guint i = 0; i < LT_N_QUANTITIES; i++)
    if ((inputs >> i & 1) != 0 && !lt_input_is_date ((LtInput) i))
      append_trial (self, subjects, subject, (LtInput) i);
}

static void
append_findings (LtParcelCard *self,
                 const LtExplanation *explanation,
                 const LtRuleSet *rules,
                 LtVerdict verdict)
{
  for (guint i = 0; i < explanation->findings->len; i++)
    {
      const LtFinding *finding = &g_array_index (explanation->findings, LtFinding, i);

      if (finding->verdict == verdict)
        gtk_box_append (self->findings, lt_finding_row_new (finding, explanation, rules));
    }
}

/* Whose findings follow. */
static void
append_judged_instead (LtParcelCard *self, gint64 enterprise)
{
  const char *name = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; self->occupants != NULL && i < self->occupants->len; i++)
    {
      const LtOccupant *occupant = g_ptr_array_index (self->occupants, i);

      if (occupant->enterprise_id == enterprise)
        name = occupant->name;
    }
  text = g_strdup_printf (_ ("These rules judge enterprises: here %s, which occupies most of the parcel."),
                          name != NULL ? name : _ ("the one"));
  append_note (self->findings, text);
}

static void
update_findings (LtParcelCard *self)
{
  LtLandResult *result = get_result (self);
  int subject = get_subject (self);
  g_autoptr (LtExplanation) explanation = NULL;
  /* What falls short comes first, what nobody can tell before what is well. */
  static const LtVerdict order[]
      = { LT_VERDICT_FAIL, LT_VERDICT_MISSING, LT_VERDICT_PASS, LT_VERDICT_NO_STANDARD };
  gboolean trying = gtk_widget_get_focus_child (GTK_WIDGET (self->trials)) != NULL;

  lt_parts_clear (self->findings);
  gtk_widget_set_sensitive (GTK_WIDGET (self->export), subject >= 0 && is_own_subject (self));
  if (subject < 0)
    {
      lt_parts_clear (self->verdict);
      lt_parts_clear (self->trials);
      return;
    }
  explanation = lt_judgement_explain (result->judgement, (guint) subject);
  update_verdict (self, explanation, result);
  if (!is_own_subject (self))
    append_judged_instead (self, result->judgement->subjects->ids[subject]);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    append_findings (self, explanation, result->judgement->rules, order[i]);
  if (explanation->findings->len == 0)
    append_note (self->findings,
                 _ ("The rules do not judge it: what would tell whom it belongs to is not recorded."));
  /* An entry that somebody is typing into stays. */
  if (!trying)
    update_trials (self, explanation, result->judgement->subjects, (guint) subject);
}

static void
on_occupants (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtParcelCard) self = data;
  g_autoptr (GPtrArray) occupants = lt_judging_load_occupants_finish (LT_WORKSPACE (source), result, NULL);

  if (occupants == NULL || self->record == NULL || self->session == NULL)
    return;
  g_clear_pointer (&self->occupants, g_ptr_array_unref);
  self->occupants = g_steal_pointer (&occupants);
  update_users (self);
  update_findings (self);
  lt_rule_table_set_record (self->rule_table, self->record, self->occupants);
}

static void
load_occupants (LtParcelCard *self)
{
  LtLandResult *result = get_result (self);
  gboolean parcel = lt_record_get_kind (self->record) == LT_KIND_PARCEL;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  lt_judging_load_occupants_async (
      lt_session_get_workspace (self->session), parcel ? LT_SUBJECT_PARCEL : LT_SUBJECT_ENTERPRISE,
      lt_record_get_id (self->record), result != NULL ? result->judgement->subjects->year : 0, self->loading,
      on_occupants, g_object_ref (self));
}

/* --- the printed card --- */

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtParcelCard) self = data;
  g_autoptr (GError) error = NULL;

  g_signal_emit (self, signals[MESSAGE], 0,
                 lt_parcel_sheet_write_finish (result, &error) ? _ ("The sheet is saved.") : error->message);
}

static void
on_chosen (LtParcelCard *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  LtLandResult *result = get_result (self);
  int subject = get_subject (self);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();

  gtk_native_dialog_hide (GTK_NATIVE_DIALOG (self->chooser));
  if (response != GTK_RESPONSE_ACCEPT || path == NULL || subject < 0)
    return;
  lt_parcel_sheet_write_async (lt_parcel_sheet_new (self->record, lt_session_get_catalogue (self->session),
                                                    result->judgement, (guint) subject,
                                                    self->occupants != NULL ? self->occupants : nobody),
                               path, NULL, on_written, g_object_ref (self));
}

static void
on_export_clicked (LtParcelCard *self)
{
  const char *number = lt_record_text_peek (self->record, "number");
  g_autofree char *name = g_strdup_printf ("%s.pdf", number != NULL ? number : "parcel");

  g_strdelimit (name, "/\\:*?\"<>|", '-');
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the Parcel Sheet"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_close_clicked (LtParcelCard *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

/* --- the widget --- */

static void
lt_parcel_card_dispose (GObject *object)
{
  LtParcelCard *self = LT_PARCEL_CARD (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->chooser);
  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_clear_pointer (&self->occupants, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_PARCEL_CARD);

  G_OBJECT_CLASS (lt_parcel_card_parent_class)->dispose (object);
}

static void
lt_parcel_card_finalize (GObject *object)
{
  g_clear_object (&LT_PARCEL_CARD (object)->signals);

  G_OBJECT_CLASS (lt_parcel_card_parent_class)->finalize (object);
}

static void
lt_parcel_card_class_init (LtParcelCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_parcel_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = lt_parcel_card_finalize;
  signals[CLOSED]
      = g_signal_new ("closed", LT_TYPE_PARCEL_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", LT_TYPE_PARCEL_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (LT_TYPE_RULE_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-parcel-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, box);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, title);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, verdict);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, outline);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, areas);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, users);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, rule_table);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, findings);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, trials);
  gtk_widget_class_bind_template_child (widget_class, LtParcelCard, export);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked);
}

static void
lt_parcel_card_init (LtParcelCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->outline, draw_outline, self, NULL);
  self->signals = g_signal_group_new (LT_TYPE_LAND_USE);
  g_signal_group_connect_object (self->signals, "judged", G_CALLBACK (update_findings), self,
                                 G_CONNECT_SWAPPED);
}

GtkWidget *
lt_parcel_card_new (void)
{
  return g_object_new (LT_TYPE_PARCEL_CARD, NULL);
}

void
lt_parcel_card_set_session (LtParcelCard *self, LtSession *session)
{
  g_return_if_fail (LT_IS_PARCEL_CARD (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session != NULL ? lt_session_get_land_use (session) : NULL);
  lt_rule_table_set_session (self->rule_table, session);
}

void
lt_parcel_card_set_record (LtParcelCard *self, LtRecord *record)
{
  g_return_if_fail (LT_IS_PARCEL_CARD (self));

  g_set_object (&self->record, record);
  g_clear_pointer (&self->occupants, g_ptr_array_unref);
  if (record == NULL || self->session == NULL)
    return;
  update_head (self);
  update_users (self);
  update_findings (self);
  lt_rule_table_set_record (self->rule_table, record, NULL);
  load_occupants (self);
}
