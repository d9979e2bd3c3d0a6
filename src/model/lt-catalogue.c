#include "config.h"

#include "lt-catalogue.h"

#include "lt-language.h"

#include <math.h>

enum
{
  TASK,
  MECHANISM,
  N_MEASURES
};

struct _LtCatalogue
{
  GObject parent_instance;

  GHashTable *values;
  GPtrArray *chains;
  GPtrArray *districts;
  /* NULL-terminated; the English ones fall back to the Chinese. */
  GPtrArray *measures[N_MEASURES];
  GPtrArray *measures_en[N_MEASURES];
  char *label;
  char *label_en;
};

G_DEFINE_FINAL_TYPE (LtCatalogue, lt_catalogue, G_TYPE_OBJECT)

static void
lt_catalogue_finalize (GObject *object)
{
  LtCatalogue *self = LT_CATALOGUE (object);

  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->chains);
  g_ptr_array_unref (self->districts);
  for (guint i = 0; i < N_MEASURES; i++)
    {
      g_ptr_array_unref (self->measures[i]);
      g_ptr_array_unref (self->measures_en[i]);
    }
  g_free (self->label);
  g_free (self->label_en);
  G_OBJECT_CLASS (lt_catalogue_parent_class)->finalize (object);
}

static void
lt_catalogue_class_init (LtCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_catalogue_finalize;
}

static GPtrArray *
new_strings (void)
{
  GPtrArray *strings = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (strings, NULL);
  return strings;
}

static void
lt_catalogue_init (LtCatalogue *self)
{
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->chains = g_ptr_array_new_with_free_func (g_object_unref);
  self->districts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < N_MEASURES; i++)
    {
      self->measures[i] = new_strings ();
      self->measures_en[i] = new_strings ();
    }
  self->label = g_strdup ("");
  self->label_en = g_strdup ("");
}

LtCatalogue *
lt_catalogue_new (void)
{
  return g_object_new (LT_TYPE_CATALOGUE, NULL);
}

static char *
name_with_edition (const char *name, const char *edition)
{
  if (name == NULL)
    return g_strdup ("");
  if (edition == NULL || strstr (name, edition) != NULL)
    return g_strdup (name);
  return g_strdup_printf ("%s %s", name, edition);
}

static void
update_labels (LtCatalogue *self)
{
  const char *name = lt_catalogue_get_value (self, "name");
  const char *name_en = lt_catalogue_get_value (self, "name_en");
  const char *edition = lt_catalogue_get_value (self, "edition");

  g_free (self->label);
  g_free (self->label_en);
  self->label = name_with_edition (name, edition);
  self->label_en = name_with_edition (name_en != NULL ? name_en : name, edition);
}

void
lt_catalogue_set_value (LtCatalogue *self, const char *key, const char *value)
{
  g_return_if_fail (LT_IS_CATALOGUE (self) && key != NULL);

  if (value == NULL || *value == '\0')
    g_hash_table_remove (self->values, key);
  else
    g_hash_table_replace (self->values, g_strdup (key), g_strdup (value));
  update_labels (self);
}

void
lt_catalogue_take_chain (LtCatalogue *self, LtChain *chain)
{
  g_return_if_fail (LT_IS_CATALOGUE (self) && LT_IS_CHAIN (chain));

  g_ptr_array_add (self->chains, chain);
}

void
lt_catalogue_take_district (LtCatalogue *self, LtDistrict *district)
{
  g_return_if_fail (LT_IS_CATALOGUE (self) && LT_IS_DISTRICT (district));

  g_ptr_array_add (self->districts, district);
}

static int
find_measure (const char *kind)
{
  if (g_strcmp0 (kind, "task") == 0)
    return TASK;
  return g_strcmp0 (kind, "mechanism") == 0 ? MECHANISM : -1;
}

void
lt_catalogue_add_measure (LtCatalogue *self, const char *kind, const char *text, const char *text_en)
{
  int measure = find_measure (kind);
  GPtrArray *strings;

  g_return_if_fail (LT_IS_CATALOGUE (self) && measure >= 0 && text != NULL);

  strings = self->measures[measure];
  g_ptr_array_insert (strings, (int) strings->len - 1, g_strdup (text));
  strings = self->measures_en[measure];
  g_ptr_array_insert (strings, (int) strings->len - 1,
                      g_strdup (text_en != NULL && *text_en != '\0' ? text_en : text));
}

const char *
lt_catalogue_get_value (LtCatalogue *self, const char *key)
{
  g_return_val_if_fail (LT_IS_CATALOGUE (self) && key != NULL, NULL);

  return g_hash_table_lookup (self->values, key);
}

const char *
lt_catalogue_get_text (LtCatalogue *self, const char *key)
{
  g_autofree char *english = g_strconcat (key, "_en", NULL);

  return lt_language_pick (lt_catalogue_get_value (self, key), lt_catalogue_get_value (self, english));
}

const char *
lt_catalogue_get_label (LtCatalogue *self)
{
  g_return_val_if_fail (LT_IS_CATALOGUE (self), NULL);

  return lt_language_pick (self->label, self->label_en);
}

const char *
lt_catalogue_get_city_label (LtCatalogue *self)
{
  const char *city;

  g_return_val_if_fail (LT_IS_CATALOGUE (self), NULL);

  city = lt_catalogue_get_text (self, "city");
  return city != NULL ? city : "";
}

guint
lt_catalogue_get_n_chains (LtCatalogue *self)
{
  g_return_val_if_fail (LT_IS_CATALOGUE (self), 0);

  return self->chains->len;
}

LtChain *
lt_catalogue_get_chain_at (LtCatalogue *self, guint index)
{
  g_return_val_if_fail (LT_IS_CATALOGUE (self) && index < self->chains->len, NULL);

  return g_ptr_array_index (self->chains, index);
}

LtChain *
lt_catalogue_get_chain (LtCatalogue *self, guint number)
{
  g_return_val_if_fail (LT_IS_CATALOGUE (self), NULL);

  for (guint i = 0; i < self->chains->len; i++)
    {
      LtChain *chain = g_ptr_array_index (self->chains, i);

      if (lt_chain_get_number (chain) == number)
        return chain;
    }
  return NULL;
}

guint
lt_catalogue_get_n_districts (LtCatalogue *self)
{
  g_return_val_if_fail (LT_IS_CATALOGUE (self), 0);

  return self->districts->len;
}

LtDistrict *
lt_catalogue_get_district_at (LtCatalogue *self, guint index)
{
  g_return_val_if_fail (LT_IS_CATALOGUE (self) && index < self->districts->len, NULL);

  return g_ptr_array_index (self->districts, index);
}

/* "长兴" of "长兴县", "changxing" of "Changxing County": what people write for short. */
static char *
short_name (const char *name)
{
  static const char *const endings[] = { "县", "区", "市", " county", " district", " city" };
  g_autofree char *folded = g_utf8_casefold (name, -1);
  char *trimmed = g_strstrip (folded);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (trimmed, endings[i]) && strlen (trimmed) > strlen (endings[i]) + 3)
        return g_strndup (trimmed, strlen (trimmed) - strlen (endings[i]));
    }
  return g_strdup (trimmed);
}

static gboolean
is_exactly (LtDistrict *district, const char *text)
{
  return strcmp (lt_district_get_code (district), text) == 0
         || strcmp (lt_district_get_name (district), text) == 0
         || g_strcmp0 (lt_district_get_name_en (district), text) == 0;
}

static gboolean
is_short_for (LtDistrict *district, const char *text)
{
  g_autofree char *wanted = short_name (text);
  g_autofree char *name = short_name (lt_district_get_name (district));
  const char *english = lt_district_get_name_en (district);
  g_autofree char *name_en = english != NULL ? short_name (english) : NULL;

  return *wanted != '\0' && (strcmp (wanted, name) == 0 || g_strcmp0 (wanted, name_en) == 0);
}

/* "湖州市长兴县" and the codes of towns and villages, "330522100". */
static gboolean
is_within (LtDistrict *district, const char *text)
{
  const char *code = lt_district_get_code (district);
  gsize n = strlen (code);

  if (g_str_has_suffix (text, lt_district_get_name (district)))
    return TRUE;
  return n == 6 && strlen (text) >= 9 && strlen (text) <= 12 && strncmp (text, code, n) == 0
         && strspn (text, "0123456789") == strlen (text);
}

LtDistrict *
lt_catalogue_get_district (LtCatalogue *self, const char *code_or_name)
{
  static gboolean (*const tests[]) (LtDistrict *, const char *) = { is_exactly, is_short_for, is_within };

  g_return_val_if_fail (LT_IS_CATALOGUE (self), NULL);

  for (guint test = 0; code_or_name != NULL && test < G_N_ELEMENTS (tests); test++)
    {
      for (guint i = 0; i < self->districts->len; i++)
        {
          LtDistrict *district = g_ptr_array_index (self->districts, i);

          if (tests[test](district, code_or_name))
            return district;
        }
    }
  return NULL;
}

const char *const *
lt_catalogue_get_measures (LtCatalogue *self, const char *kind)
{
  int measure = find_measure (kind);

  g_return_val_if_fail (LT_IS_CATALOGUE (self) && measure >= 0, NULL);

  return (const char *const *) (lt_language_is_chinese () ? self->measures[measure]
                                                          : self->measures_en[measure])
      ->pdata;
}

double
lt_catalogue_get_sum_yi (LtCatalogue *self)
{
  double sum = NAN;

  g_return_val_if_fail (LT_IS_CATALOGUE (self), NAN);

  for (guint i = 0; i < self->chains->len; i++)
    {
      double target = lt_chain_get_target_yi (g_ptr_array_index (self->chains, i));

      if (isfinite (target))
        sum = (isnan (sum) ? 0 : sum) + target;
    }
  return sum;
}

double
lt_catalogue_get_plan_yi (LtCatalogue *self)
{
  const char *text;
  char *end;
  double value;

  g_return_val_if_fail (LT_IS_CATALOGUE (self), NAN);

  text = lt_catalogue_get_value (self, "plan_yi");
  if (text == NULL)
    return NAN;
  value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (value) ? value : NAN;
}

LtBox
lt_catalogue_get_box (LtCatalogue *self)
{
  LtBox box = LT_BOX_EMPTY;

  g_return_val_if_fail (LT_IS_CATALOGUE (self), box);

  for (guint i = 0; i < self->districts->len; i++)
    {
      LtGeometry *geometry = lt_district_get_geometry (g_ptr_array_index (self->districts, i));

      if (geometry != NULL)
        lt_box_add_box (&box, &geometry->box);
    }
  return box;
}
