#include "config.h"

#include "lt-chain.h"

#include "lt-language.h"

struct _LtChain
{
  GObject parent_instance;

  guint number;
  char *name;
  char *name_en;
  guint32 colour;
  char *icon;
  double target_yi;
  int target_year;
  double actual_yi;
  int actual_year;
  GStrv segments;
  GStrv segments_en;
  GStrv districts;
};

G_DEFINE_FINAL_TYPE (LtChain, lt_chain, G_TYPE_OBJECT)

static void
lt_chain_finalize (GObject *object)
{
  LtChain *self = LT_CHAIN (object);

  g_free (self->name);
  g_free (self->name_en);
  g_free (self->icon);
  g_strfreev (self->segments);
  g_strfreev (self->segments_en);
  g_strfreev (self->districts);
  G_OBJECT_CLASS (lt_chain_parent_class)->finalize (object);
}

static void
lt_chain_class_init (LtChainClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_chain_finalize;
}

static void
lt_chain_init (LtChain *self)
{
}

static GStrv
copy_strings (const char *const *strings)
{
  static const char *const none[] = { NULL };

  return g_strdupv ((char **) (strings != NULL ? strings : none));
}

/* English where there is one at the same place, else the Chinese. */
static GStrv
fill_strings (const char *const *chinese, const char *const *english)
{
  GStrv filled = copy_strings (chinese);

  for (guint i = 0; filled[i] != NULL && english != NULL && english[i] != NULL; i++)
    {
      if (*english[i] == '\0')
        continue;
      g_free (filled[i]);
      filled[i] = g_strdup (english[i]);
    }
  return filled;
}

LtChain *
lt_chain_new (guint number,
              const char *name,
              const char *name_en,
              guint32 colour,
              const char *icon,
              double target_yi,
              int target_year,
              double actual_yi,
              int actual_year,
              const char *const *segments,
              const char *const *segments_en,
              const char *const *districts)
{
  LtChain *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (LT_TYPE_CHAIN, NULL);
  self->number = number;
  self->name = g_strdup (name);
  self->name_en = g_strdup (name_en);
  self->colour = colour & 0xFFFFFF;
  self->icon = g_strdup (icon);
  self->target_yi = target_yi;
  self->target_year = target_year;
  self->actual_yi = actual_yi;
  self->actual_year = actual_year;
  self->segments = copy_strings (segments);
  self->segments_en = fill_strings (segments, segments_en);
  self->districts = copy_strings (districts);
  return self;
}

guint
lt_chain_get_number (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), 0);

  return self->number;
}

const char *
lt_chain_get_name (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), NULL);

  return self->name;
}

const char *
lt_chain_get_label (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), NULL);

  return lt_language_pick (self->name, self->name_en);
}

guint32
lt_chain_get_colour (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), 0);

  return self->colour;
}

const char *
lt_chain_get_icon (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), NULL);

  return self->icon;
}

double
lt_chain_get_target_yi (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), 0);

  return self->target_yi;
}

int
lt_chain_get_target_year (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), 0);

  return self->target_year;
}

double
lt_chain_get_actual_yi (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), 0);

  return self->actual_yi;
}

int
lt_chain_get_actual_year (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), 0);

  return self->actual_year;
}

const char *const *
lt_chain_get_segments (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), NULL);

  return (const char *const *) (lt_language_is_chinese () ? self->segments : self->segments_en);
}

const char *const *
lt_chain_get_districts (LtChain *self)
{
  g_return_val_if_fail (LT_IS_CHAIN (self), NULL);

  return (const char *const *) self->districts;
}

gboolean
lt_chain_has_district (LtChain *self, const char *code)
{
  g_return_val_if_fail (LT_IS_CHAIN (self) && code != NULL, FALSE);

  return g_strv_contains ((const char *const *) self->districts, code);
}
