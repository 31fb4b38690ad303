#include "jingwei/version.h"

#include "measure/bridge.h"

#include <cjson/cJSON.h>
#include <glib.h>

const char *jw_version(void)
{
    return JW_VERSION;
}

const char *jw_library(size_t i, const char **version)
{
    static char glib[32];
    switch (i) {
    case 0:
        igraph_version(version, NULL, NULL, NULL);
        return "igraph";
    case 1:
        *version = cJSON_Version();
        return "cJSON";
    case 2:
        g_snprintf(glib, sizeof glib, "%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
        *version = glib;
        return "GLib";
    default:
        *version = NULL;
        return NULL;
    }
}
