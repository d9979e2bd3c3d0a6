#include "config.h"

#include "lt-project-item.h"

struct _LtProjectItem
{
  GObject parent_instance;

  LtRecord *record;
  LtStage stage;
  LtLate late;
  LtStage due[2];
  double investment;
};

G_DEFINE_FINAL_TYPE (LtProjectItem, lt_project_item, G_TYPE_OBJECT)

static void
lt_project_item_finalize (GObject *object)
{
  g_object_unref (LT_PROJECT_ITEM (object)->record);
  G_OBJECT_CLASS (lt_project_item_parent_class)->finalize (object);
}

static void
lt_project_item_class_init (LtProjectItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_project_item_finalize;
}

static void
lt_project_item_init (LtProjectItem *self)
{
}

LtProjectItem *
lt_project_item_new (LtRecord *record, const char *today)
{
  LtProjectItem *self = g_object_new (LT_TYPE_PROJECT_ITEM, NULL);
  int investment = lt_fields_find (LT_KIND_PROJECT, "investment_wan");
  LtStageDates dates;

  self->record = g_object_ref (record);
  lt_stage_read_dates (record, &dates);
  self->stage = lt_stage_of (&dates, today);
  if (!lt_stage_is_late (&dates, today, &self->late))
    self->late = (LtLate){ 0 };
  for (int months = 0; months < 2; months++)
    self->due[months] = lt_stage_get_due (&dates, today, months);
  if (!lt_record_get_number (record, (guint) investment, &self->investment))
    self->investment = -1;
  return self;
}

gint64
lt_project_item_get_id (LtProjectItem *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_ITEM (self), 0);

  return lt_record_get_id (self->record);
}

LtRecord *
lt_project_item_get_record (LtProjectItem *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_ITEM (self), NULL);

  return self->record;
}

LtStage
lt_project_item_get_stage (LtProjectItem *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_ITEM (self), LT_STAGE_NONE);

  return self->stage;
}

const LtLate *
lt_project_item_get_late (LtProjectItem *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_ITEM (self), NULL);

  return self->late.stage != LT_STAGE_NONE ? &self->late : NULL;
}

LtStage
lt_project_item_get_due (LtProjectItem *self, guint months)
{
  g_return_val_if_fail (LT_IS_PROJECT_ITEM (self) && months < 2, LT_STAGE_NONE);

  return self->due[months];
}

double
lt_project_item_get_investment (LtProjectItem *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_ITEM (self), -1);

  return self->investment;
}
