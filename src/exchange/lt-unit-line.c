#include "config.h"

#include "lt-unit-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-unit-name.h"
#include "lt-value.h"

/* What stands before 单位 where it is an office, not a measure. */
static const char *const offices[]
    = { "填报", "编制", "制表", "报送", "上报", "填表", "主管", "责任",      "牵头",     "用地", "建设",
        "所属", "使用", "统计", "汇总", "提供", "联系", "发布", "reporting", "business", NULL };
/* What an office is called at its end. */
static const char *const office_ends[]
    = { "局", "委", "厅", "办", "公司", "中心", "政府", "集团", "院", "所", "处",
        "科", "会", "部", "队", "镇",   "乡",   "街道", "区",   "县", "市", NULL };
/* Counts and shares, which no field is kept in. */
static const char *const counts[] = { "%", "‰", "个", "家", "户", "宗", "项", "件", "年", "天", "次", NULL };

static gboolean
ends_with_one_of (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_suffix (text, words[i]))
      return TRUE;

  return FALSE;
}

/* Skips what may stand between two units. *firm: more than blanks, so that another must follow. */
static const char *
skip_separators (const char *at, gboolean *firm)
{
  *firm = FALSE;
  for (;;)
    {
      if (g_str_has_prefix (at, "、"))
        at += strlen ("、");
      else if (*at != '\0' && strchr (",/;", *at) != NULL)
        at++;
      else if (*at == ' ' || *at == '\t')
        {
          at++;
          continue;
        }
      else
        return at;
      *firm = TRUE;
    }
}

/* A word that is no unit, up to what parts it from others. Returns: (transfer full). */
static char *
cut_word (const char *at)
{
  const char *mark = strstr (at, "、");
  gsize length = strcspn (at, ",/; \t()[]|");

  if (mark != NULL && (gsize) (mark - at) < length)
    length = (gsize) (mark - at);

  return g_strndup (at, length);
}

typedef struct
{
  LtKind kind;
  LtColumn *columns;
  guint n;
  GPtrArray *units; /* (element-type utf8): each once, of lt-unit-name */
  GPtrArray *problems;
} UnitLine;

/* Whether a column whose title names no unit measures the same. */
static gboolean
is_wanted (const UnitLine *self, const char *unit)
{
  const LtField *fields = lt_fields_get (self->kind, NULL);

  for (guint i = 0; i < self->n; i++)
    if (self->columns[i].role == LT_COLUMN_FIELD && self->columns[i].unit == NULL
        && fields[self->columns[i].field].unit != NULL
        && lt_unit_name_is_alike (unit, fields[self->columns[i].field].unit))
      return TRUE;

  return FALSE;
}

/* 万元/亩 over a table that has nothing of the kind are two units. */
static void
take_unit (UnitLine *self, const char *unit)
{
  const char *slash = strchr (unit, '/');
  g_autofree char *first = slash != NULL ? g_strndup (unit, (gsize) (slash - unit)) : NULL;

  if (slash != NULL && !is_wanted (self, unit))
    {
      if (lt_unit_name_find_beginning (first) != NULL && lt_unit_name_find_beginning (slash + 1) != NULL)
        {
          take_unit (self, lt_unit_name_find_beginning (first));
          take_unit (self, lt_unit_name_find_beginning (slash + 1));
        }
      return;
    }
  if (is_wanted (self, unit) && !g_ptr_array_find (self->units, unit, NULL))
    g_ptr_array_add (self->units, (char *) unit);
}

/* Reads what follows “单位：”. `quiet`: it may be an office's name. */
static void
read_units (UnitLine *self, const char *at, gboolean quiet)
{
  gboolean any = FALSE;
  gboolean firm = TRUE;

  for (; *at != '\0'; at = skip_separators (at, &firm))
    {
      const char *unit = lt_unit_name_find_beginning (at);
      g_autofree char *word = unit == NULL ? cut_word (at) : NULL;

      if (unit != NULL)
        {
          take_unit (self, unit);
          at += strlen (unit);
          any = TRUE;
          continue;
        }
      if (*word == '\0' || (any && !firm) || strchr (word, ':') != NULL
          || ends_with_one_of (word, office_ends))
        return;
      if (!quiet && !g_strv_contains (counts, word))
        g_ptr_array_add (
            self->problems,
            g_strdup_printf (_ ("A line above the titles says the unit “%s”, which is not known: write the "
                                "unit of each column in brackets behind its title."),
                             word));
      at += strlen (word);
    }
}

/* Where the units begin behind 单位 or “unit”; NULL: something else is said. */
static const char *
skip_colon (const char *at)
{
  while (*at == ' ' || *at == '\t')
    at++;
  if (*at != ':')
    return NULL;
  do
    at++;
  while (*at == ' ' || *at == '\t');

  return at;
}

static void
read_line (UnitLine *self, const char *line)
{
  static const char *const words[] = { "单位", "units", "unit" };
  g_autofree char *clean = lt_value_clean (line, FALSE);
  g_autofree char *lower = clean != NULL ? g_ascii_strdown (clean, -1) : g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (const char *at = lower; (at = strstr (at, words[i])) != NULL;)
      {
        g_autofree char *before = g_strchomp (g_strndup (lower, (gsize) (at - lower)));
        gboolean inside = at > lower && g_ascii_isalnum (at[-1]);
        const char *list;

        at += strlen (words[i]);
        list = skip_colon (at);
        if (list != NULL && !inside)
          read_units (self, list, ends_with_one_of (before, offices));
      }
}

/* Two units for the same columns are none; it is told once, of the later one. */
static gboolean
is_doubtful (UnitLine *self, guint index)
{
  const char *unit = g_ptr_array_index (self->units, index);
  gboolean doubtful = FALSE;

  for (guint i = 0; i < self->units->len; i++)
    {
      const char *other = g_ptr_array_index (self->units, i);
      double factor = 1.0;

      if (i == index || lt_unit_name_find (other, unit, &factor) == NULL || factor == 1.0)
        continue;
      if (!doubtful && i < index)
        g_ptr_array_add (
            self->problems,
            g_strdup_printf (_ ("Lines above the titles say both “%s” and “%s”, and neither was used, since "
                                "they do not say which column is in which: write the unit of each column in "
                                "brackets behind its title."),
                             other, unit));
      doubtful = TRUE;
    }

  return doubtful;
}

static void
apply (UnitLine *self, const char *unit)
{
  const LtField *fields = lt_fields_get (self->kind, NULL);

  for (guint i = 0; i < self->n; i++)
    {
      LtColumn *column = &self->columns[i];

      if (column->role == LT_COLUMN_FIELD && column->unit == NULL && fields[column->field].unit != NULL
          && lt_unit_name_find (unit, fields[column->field].unit, &column->factor) != NULL)
        column->unit = unit;
    }
}

GPtrArray *
lt_unit_line_apply (LtKind kind, const char *const *lines, LtColumn *columns, guint n)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new ();
  UnitLine self = { kind, columns, n, units, g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GPtrArray) certain = g_ptr_array_new ();

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    read_line (&self, lines[i]);
  for (guint i = 0; i < units->len; i++)
    if (!is_doubtful (&self, i))
      g_ptr_array_add (certain, g_ptr_array_index (units, i));
  for (guint i = 0; i < certain->len; i++)
    apply (&self, g_ptr_array_index (certain, i));

  return self.problems;
}
