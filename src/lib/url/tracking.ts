/** Parameter names that only track where a reader came from, in lower case. */
const NAMES = new Set(
  (
    "fbclid fb_action_ids fb_action_types fb_ref fb_source fb_comment_id _openstat gclid gclsrc dclid gbraid wbraid " +
    "srsltid yclid ysclid twclid msclkid ttclid igshid igsh li_fat_id mc_cid mc_eid mc_tc wickedid hsa_cam _hsenc __hssc " +
    "__hstc __hsfp _hsmi hsctatracking rb_clickid oly_anon_id oly_enc_id vero_id vero_conv mkt_tok sc_cid _bhlid " +
    "_branch_match_id _branch_referrer __readwiselocation campaign_id campaign_medium campaign_name campaign_source " +
    "campaign_term campaign_content hmb_campaign hmb_medium hmb_source itm_campaign itm_medium itm_source at_medium " +
    "at_campaign at_link_id at_link_type at_link_origin at_format at_ptr_name at_bbc_team traffic_source xtor cmpid " +
    "icid ncid ocid smid s_cid spm wt_mc wt.mc_id ga_source ga_medium ga_campaign echobox"
  ).split(" "),
)

const PREFIXES = ["utm_", "mtm_", "pk_", "matomo_", "stm_", "at_custom"]

/** Parameter names that are tracking only with one of these values. */
const SOURCES = new Set(["ref", "source", "src", "from", "partner", "emc", "cmp", "via", "mod", "feed", "campaign"])
const SOURCE_VALUE = /^(rss|feed|atom|xml|jsonfeed|newsletter|amp)([-_\d].*)?$/i

/** Parameters that select the AMP or mobile form of the same page. */
const FORMS = new Set([
  "amp",
  "outputtype=amp",
  "output=amp",
  "amp=1",
  "amp=true",
  "m=1",
  "m=0",
  "mobile=1",
  "view=mobile",
])

/** Whether a query parameter does not change which page is meant. `host` is the page's host, without `www.`. */
export function isTracking(name: string, value: string, host: string): boolean {
  const lower = name.toLowerCase()
  if (NAMES.has(lower) || PREFIXES.some((prefix) => lower.startsWith(prefix))) return true
  if (SOURCES.has(lower)) return SOURCE_VALUE.test(value) || value.toLowerCase().replace(/^www\./, "") === host
  return FORMS.has(value === "" ? lower : `${lower}=${value.toLowerCase()}`)
}
