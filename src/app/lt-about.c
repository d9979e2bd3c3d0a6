#include "config.h"

#include "lt-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
add_data (AdwAboutWindow *about)
{
  adw_about_window_add_legal_section (
      about, _ ("District boundaries and Lake Tai"), _ ("© OpenStreetMap contributors"), GTK_LICENSE_CUSTOM,
      _ ("Districts and neighbouring counties through the R package mapchina, corrected by its author; Lake "
         "Tai is "
         "OpenStreetMap relation 1126533. Open Database Licence 1.0: "
         "<a href=\"https://opendatacommons.org/licenses/odbl/1-0/\">opendatacommons.org</a>. For statistics "
         "and "
         "display: the borders are up to 1 km off and never fit for parcels at a border."));
  adw_about_window_add_legal_section (
      about, _ ("Map tiles"), _ ("© OpenStreetMap contributors"), GTK_LICENSE_CUSTOM,
      _ ("Loaded from OpenStreetMap's servers when there is a network: "
         "<a href=\"https://www.openstreetmap.org/copyright\">openstreetmap.org</a>."));
  adw_about_window_add_legal_section (
      about, _ ("Rivers and smaller lakes"), "Natural Earth", GTK_LICENSE_CUSTOM,
      _ ("Natural Earth 1:10m, public domain: <a "
         "href=\"https://www.naturalearthdata.com/\">naturalearthdata.com</a>."));
  adw_about_window_add_legal_section (
      about, _ ("Names of towns"), "GeoNames, Natural Earth", GTK_LICENSE_CUSTOM,
      _ ("GeoNames: Creative Commons Attribution 4.0, "
         "<a href=\"https://creativecommons.org/licenses/by/4.0/\">creativecommons.org</a>; Natural Earth: "
         "public "
         "domain."));
  adw_about_window_add_legal_section (
      about, _ ("Chains, targets, tasks"), NULL, GTK_LICENSE_CUSTOM,
      _ ("Huzhou's work plan for the chain-leader system of its eight new industrial chains, edition 2.0: a "
         "draft for "
         "comment (征求意见稿). Figures that it does not give are left empty."));
  adw_about_window_add_legal_section (
      about, _ ("Functional zones and first enterprises"), NULL, GTK_LICENSE_CUSTOM,
      _ ("Publicly known facts, unverified. The extents of the two zones are approximate, and an enterprise "
         "without a "
         "surveyed position stands at its district: replace them with your office's own list."));
}

void
lt_about_present (GtkWindow *parent)
{
  GtkWidget *about = g_object_new (
      ADW_TYPE_ABOUT_WINDOW, "transient-for", parent, "modal", TRUE, "application-name", _ ("Liantu"),
      "application-icon", LT_APP_ID, "version", LT_VERSION, "developer-name", _ ("The Liantu project"),
      "website", LT_HOMEPAGE, "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("An atlas of a city's industrial chains: where they cluster, on what land, and which links "
         "are missing. It works offline from one file."),
      /* Translators: your names, one a line. */
      "translator-credits", _ ("translator-credits"), NULL);

  add_data (ADW_ABOUT_WINDOW (about));
  gtk_window_present (GTK_WINDOW (about));
}
