#include "config.h"

#include "lt-list-kind.h"

#include <glib/gi18n-lib.h>

#include "lt-unit.h"

static const LtListKind kinds[] = {
  {
      .kind = LT_KIND_ENTERPRISE,
      .panel = "enterprises",
      .icon = "lt-panel-enterprises-symbolic",
      .empty_title = N_ ("No Enterprises Yet"),
      .empty_text = N_ ("Enterprises of the chains are listed here and shown on the map. Bring in your "
                        "office's own list."),
      .import_label = N_ ("Import Enterprises…"),
      .filter_hint = N_ ("Name, code, tag …"),
      .sorts = { { NULL, N_ ("By name"), FALSE },
                 { "district", N_ ("By district"), FALSE },
                 { "chains", N_ ("By chain"), FALSE },
                 { "staff", N_ ("Most staff first"), TRUE } },
  },
  {
      .kind = LT_KIND_PARCEL,
      .panel = "land-use",
      .icon = "lt-panel-land-use-symbolic",
      .empty_title = N_ ("No Parcels Yet"),
      .empty_text
      = N_ ("Industrial parcels are listed here with their area and user, and outlined on the map. "
            "Bring in this month's parcels."),
      .import_label = N_ ("Import Parcels…"),
      .filter_hint = N_ ("Number, user, purpose …"),
      .sum_field = "area_m2",
      .sorts = { { NULL, N_ ("By number"), FALSE },
                 { "area_m2", N_ ("Largest first"), TRUE },
                 { "user", N_ ("By user"), FALSE },
                 { "district", N_ ("By district"), FALSE } },
  },
  {
      .kind = LT_KIND_PROJECT,
      .panel = "projects",
      .icon = "lt-panel-projects-symbolic",
      .empty_title = N_ ("No Projects Yet"),
      .empty_text = N_ ("Projects are listed here with their stage, from signing to full capacity, and their "
                        "investment. Bring in the list of projects."),
      .import_label = N_ ("Import Projects…"),
      .filter_hint = N_ ("Project, owner, segment …"),
      .sum_field = "investment_wan",
      .sorts = { { NULL, N_ ("By name"), FALSE },
                 { "investment_wan", N_ ("Largest investment first"), TRUE },
                 { "district", N_ ("By district"), FALSE },
                 { "chains", N_ ("By chain"), FALSE },
                 { "signed_on", N_ ("Latest signed first"), TRUE } },
  },
};

const LtListKind *
lt_list_kind_get (LtKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return &kinds[i];
  return NULL;
}

static char *
count_all (LtKind kind, guint n)
{
  g_autofree char *figure = lt_unit_format (n, 0);

  switch (kind)
    {
    case LT_KIND_PARCEL:
      return g_strdup_printf (ngettext ("%s parcel", "%s parcels", n), figure);
    case LT_KIND_PROJECT:
      return g_strdup_printf (ngettext ("%s project", "%s projects", n), figure);
    case LT_KIND_DISTRICT:
    case LT_KIND_ENTERPRISE:
    default:
      return g_strdup_printf (ngettext ("%s enterprise", "%s enterprises", n), figure);
    }
}

static char *
count_some (LtKind kind, guint n, guint total)
{
  g_autofree char *some = lt_unit_format (n, 0);
  g_autofree char *all = lt_unit_format (total, 0);

  switch (kind)
    {
    case LT_KIND_PARCEL:
      return g_strdup_printf (ngettext ("%s of %s parcel", "%s of %s parcels", total), some, all);
    case LT_KIND_PROJECT:
      return g_strdup_printf (ngettext ("%s of %s project", "%s of %s projects", total), some, all);
    case LT_KIND_DISTRICT:
    case LT_KIND_ENTERPRISE:
    default:
      return g_strdup_printf (ngettext ("%s of %s enterprise", "%s of %s enterprises", total), some, all);
    }
}

char *
lt_list_kind_count (LtKind kind, guint n, guint total)
{
  return n == total ? count_all (kind, n) : count_some (kind, n, total);
}
