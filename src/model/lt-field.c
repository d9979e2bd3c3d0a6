#include "config.h"

#include "lt-field.h"

#include <glib/gi18n-lib.h>

#include "lt-language.h"

/* clang-format off */

static const LtField districts[] = {
  { "code", N_("Code"), "代码", LT_FIELD_CODE, NULL, LT_FIELD_KEY | LT_FIELD_REQUIRED,
    "adcode|ad_code|district_code|county_code|region_code|xzqdm|xzq_dm|pac|行政区划代码|行政区代码|区划代码|区县代码|行政代码|地区代码|区划码|编码|地块编号" },
  { "name", N_("Name"), "名称", LT_FIELD_TEXT, NULL, LT_FIELD_REQUIRED,
    "district|district_name|county|county_name|region|name_zh|name_cn|chinese_name|xzqmc|xzq_mc|行政区名称|行政区划名称|行政区|区县|区县名称|县区|县区名称|地区|地区名称|区域|区域名称|中文名|中文名称|名字|地块名称" },
  { "name_en", N_("English name"), "英文名称", LT_FIELD_TEXT, NULL, 0,
    "english|english_name|name_english|nameen|pinyin|英文|英文名|拼音|拼音名称" },
  { "kind", N_("Kind"), "类别", LT_FIELD_TEXT, NULL, 0,
    "type|level|class|district_type|类型|级别|行政级别|区域类型" },
  { "quality", N_("Boundary quality"), "边界精度", LT_FIELD_TEXT, NULL, 0,
    "boundary_quality|accuracy|precision|精度|边界质量|数据质量" },
  { "area_km2", N_("Area"), "面积", LT_FIELD_NUMBER, "km²", LT_FIELD_UNSIGNED,
    "area_sq_km|area_sqkm|sqkm|land_area|总面积|土地面积|行政面积|行政区面积|陆域面积|平方公里|面积平方公里" },
  { "inside", N_("Lies inside"), "所在区县", LT_FIELD_TEXT, NULL, 0,
    "within|parent|lies_inside|part_of|所属区县|所属|上级|位于" },
  { "source", N_("Source"), "来源", LT_FIELD_TEXT, NULL, 0,
    "data_source|origin|数据来源|资料来源|出处" },
  { "note", N_("Note"), "备注", LT_FIELD_TEXT, NULL, 0,
    "notes|remark|remarks|comment|comments|memo|说明|备注说明|附注|其他说明" },
};

static const LtField enterprises[] = {
  { "credit_code", N_("Credit code"), "统一社会信用代码", LT_FIELD_CODE, NULL, LT_FIELD_KEY,
    "uscc|usci|uscid|social_credit_code|unified_social_credit_code|unified_code|tax_id|信用代码|社会信用代码|统一信用代码|统一代码|统一社会信用码|统一社会信用代码证号|机构信用代码|企业代码|纳税人识别号|税号" },
  { "name", N_("Name"), "企业名称", LT_FIELD_TEXT, NULL, LT_FIELD_KEY | LT_FIELD_REQUIRED,
    "enterprise|enterprise_name|company|company_name|firm|full_name|organization|organisation|business_name|name_zh|名称|企业|单位名称|单位|公司名称|公司|企业全称|单位全称|公司全称|全称|企业名|单位详细名称|法人单位名称|法人名称|机构名称|市场主体名称|经营主体名称|纳税人名称|用地企业名称|qymc|dwmc" },
  { "short_name", N_("Short name"), "简称", LT_FIELD_TEXT, NULL, 0,
    "shortname|abbreviation|abbr|alias|企业简称|单位简称|公司简称|证券简称|股票简称" },
  { "chains", N_("Chains"), "所属产业链", LT_FIELD_CHAINS, NULL, 0,
    "chain|chain_number|chain_numbers|chain_no|industrial_chain|industry_chain|产业链|所属链|链|链条|产业链名称|产业链编号|重点产业链|所在产业链|主链|所属链条|八大链" },
  { "district", N_("District"), "所在区县", LT_FIELD_DISTRICT, NULL, 0,
    "district_code|district_name|county|region|adcode|area_code|区县|县区|所属区县|所在县区|所属县区|所在地区|地区|属地|所在地|行政区|行政区划|行政区划代码|所属区域|所在区域|注册地|归属地" },
  { "address", N_("Address"), "地址", LT_FIELD_TEXT, NULL, 0,
    "addr|location|street|street_address|full_address|企业地址|单位地址|详细地址|通讯地址|注册地址|经营地址|生产地址|厂址|单位所在地|住所|办公地址|公司地址|生产经营地址|地点|坐落" },
  { "industry_code", N_("Industry code"), "行业代码", LT_FIELD_CODE, NULL, 0,
    "industry|industry_class|sector|sector_code|isic|gbt4754|gb_t_4754|国民经济行业代码|国民经济行业|行业|行业分类|行业分类代码|行业小类|行业大类|行业类别|所属行业|行业编码|hydm" },
  { "industry_edition", N_("Industry code edition"), "行业分类版本", LT_FIELD_INTEGER, NULL, LT_FIELD_UNSIGNED,
    "edition|industry_version|industry_year|gbt4754_edition|行业版本|行业标准年份|行业代码版本|分类版本|国民经济行业分类版本|版本" },
  { "stock_code", N_("Stock code"), "股票代码", LT_FIELD_CODE, NULL, 0,
    "stock|ticker|ticker_symbol|securities_code|listing_code|证券代码|上市代码|股票|股票编号" },
  { "tags", N_("Tags"), "标签", LT_FIELD_TEXT, NULL, 0,
    "tag|label|labels|keywords|qualification|titles|企业标签|称号|资质|荣誉|企业类型|企业资质|认定|类型标签|企业荣誉" },
  { "staff", N_("Staff"), "从业人数", LT_FIELD_INTEGER, "人", LT_FIELD_UNSIGNED,
    "employees|employee_count|number_of_employees|headcount|workers|personnel|员工人数|员工数|职工人数|职工数|从业人员|从业人员数|从业人员平均人数|平均用工人数|平均职工人数|用工人数|人数|年平均职工人数|参保人数" },
  { "position_quality", N_("Position quality"), "位置精度", LT_FIELD_TEXT, NULL, 0,
    "position|location_quality|accuracy|geocode_quality|位置质量|定位精度|坐标精度|位置来源" },
  { "source", N_("Source"), "来源", LT_FIELD_TEXT, NULL, 0,
    "data_source|origin|数据来源|资料来源|信息来源|出处" },
  { "note", N_("Note"), "备注", LT_FIELD_TEXT, NULL, 0,
    "notes|remark|remarks|comment|comments|memo|说明|备注说明|附注|其他说明" },
};

static const LtField parcels[] = {
  { "number", N_("Parcel number"), "宗地编号", LT_FIELD_CODE, NULL, LT_FIELD_KEY | LT_FIELD_REQUIRED,
    "parcel|parcel_number|parcel_no|parcel_id|parcel_code|no|code|lot|lot_number|zddm|zdbh|zdh|dkbh|宗地号|宗地代码|宗地编码|地块编号|地块号|地块代码|地块编码|图斑编号|地籍号|不动产单元号|编号|电子监管号|供地编号|合同编号" },
  { "name", N_("Name"), "地块名称", LT_FIELD_TEXT, NULL, 0,
    "parcel_name|lot_name|title|dkmc|名称|宗地名称|地块名|图斑名称|用地名称|项目名称" },
  { "district", N_("District"), "所在区县", LT_FIELD_DISTRICT, NULL, 0,
    "district_code|district_name|county|region|adcode|xzqdm|xzqmc|区县|县区|所属区县|所在县区|所属县区|所在地区|地区|属地|行政区|行政区划|行政区划代码|行政区名称|所属区域|所在区域" },
  { "land_use", N_("Land-use class"), "地类编码", LT_FIELD_CODE, NULL, 0,
    "landuse|land_use_code|land_use_class|land_class|land_type|dlbm|地类|地类代码|土地用途代码|用地代码|用地分类代码|规划用地代码|土地利用现状代码|用地性质代码" },
  { "purpose", N_("Purpose"), "用途", LT_FIELD_TEXT, NULL, 0,
    "use|usage|land_use_name|land_purpose|tdyt|dlmc|土地用途|地类名称|用地性质|规划用途|批准用途|实际用途|用地类型|使用用途|用地用途" },
  { "industry_code", N_("Industry code"), "行业代码", LT_FIELD_CODE, NULL, 0,
    "industry|industry_class|sector|sector_code|gbt4754|gb_t_4754|国民经济行业代码|国民经济行业|行业|行业分类|行业分类代码|行业大类|行业类别|所属行业|行业编码|hydm" },
  { "industry_edition", N_("Industry code edition"), "行业分类版本", LT_FIELD_INTEGER, NULL, LT_FIELD_UNSIGNED,
    "edition|industry_version|industry_year|gbt4754_edition|行业版本|行业标准年份|行业代码版本|分类版本|国民经济行业分类版本|版本" },
  { "user", N_("Land user"), "使用权人", LT_FIELD_TEXT, NULL, 0,
    "land_user|owner|occupier|holder|right_holder|company|enterprise|enterprise_name|qlr|qlrmc|土地使用权人|土地使用者|使用者|使用单位|用地单位|用地企业|用地企业名称|权利人|权利人名称|企业名称|单位名称|权属单位|受让人|土地使用权人名称|竞得人" },
  { "area_m2", N_("Site area"), "宗地面积", LT_FIELD_NUMBER, "m²", LT_FIELD_UNSIGNED,
    "area|site_area|land_area|parcel_area|lot_area|area_sqm|sqm|zdmj|dkmj|面积|用地面积|土地面积|地块面积|占地面积|出让面积|供地面积|图斑面积|使用权面积|总用地面积|净用地面积|批准面积" },
  { "floor_area_m2", N_("Total floor area"), "总建筑面积", LT_FIELD_NUMBER, "m²", LT_FIELD_UNSIGNED,
    "floor_area|gross_floor_area|gfa|building_area|total_floor_area|jzmj|zjzmj|建筑面积|计容建筑面积|计容面积|地上建筑面积|建筑总面积|房屋建筑面积|总建面" },
  { "base_area_m2", N_("Building footprint"), "建筑占地面积", LT_FIELD_NUMBER, "m²", LT_FIELD_UNSIGNED,
    "base_area|footprint|footprint_area|building_footprint|ground_area|built_up_area|jzzdmj|建筑基底面积|基底面积|建筑物占地面积|建筑物基底面积|建构筑物占地面积|构筑物占地面积|基底总面积" },
  { "high_floor_area_m2", N_("Floor area of storeys over 8 m"), "层高超过8米的建筑面积", LT_FIELD_NUMBER, "m²", LT_FIELD_UNSIGNED,
    "high_area|超高面积|high_floor_area|high_storey_area|floor_area_over_8m|超8米建筑面积|层高超8米建筑面积|层高8米以上建筑面积|超高层高建筑面积|加倍计算建筑面积" },
  { "office_area_m2", N_("Office and service land"), "行政办公及生活服务设施用地面积", LT_FIELD_NUMBER, "m²", LT_FIELD_UNSIGNED,
    "office_m2|办公用地|office_area|office_land_area|administrative_area|行政办公及生活服务设施用地|行政办公用地面积|行政办公及生活服务用地面积|行政办公面积|办公及生活服务设施用地面积|配套用地面积" },
  { "green_area_m2", N_("Green area"), "绿地面积", LT_FIELD_NUMBER, "m²", LT_FIELD_UNSIGNED,
    "green_area|green_space|greenery_area|绿化面积|绿化用地面积|绿地总面积|厂区绿地面积" },
  { "investment_wan", N_("Fixed-asset investment"), "固定资产投资", LT_FIELD_NUMBER, "万元", LT_FIELD_UNSIGNED,
    "investment|fixed_investment|fixed_asset_investment|total_investment|固定资产投资额|固定资产总投资|固定资产投资总额|固投|固投额|投资|投资额|投资总额|总投资|总投资额|项目总投资" },
  { "land_price_wan", N_("Land price"), "土地价款", LT_FIELD_NUMBER, "万元", LT_FIELD_UNSIGNED,
    "land_price|land_cost|land_payment|地价款|地价|土地出让金|出让金|出让价款|土地出让价款|成交价款|成交价" },
  { "land_grade", N_("Land grade"), "土地等别", LT_FIELD_INTEGER, NULL, LT_FIELD_UNSIGNED,
    "grade|land_class_grade|等别|土地级别|土地等级|城市等别|县区等别" },
  { "agreed_far", N_("Agreed floor area ratio"), "约定容积率", LT_FIELD_NUMBER, NULL, LT_FIELD_UNSIGNED,
    "contract_far|出让合同容积率|合同容积率|合同约定容积率|出让约定容积率" },
  { "agreed_coverage", N_("Agreed building coverage"), "约定建筑系数", LT_FIELD_NUMBER, NULL, LT_FIELD_UNSIGNED,
    "agr_cover|约定系数|contract_coverage|出让合同建筑系数|合同建筑系数|合同约定建筑系数|约定建筑密度" },
  { "agreed_investment_wan_mu", N_("Agreed investment intensity"), "约定投资强度", LT_FIELD_NUMBER, "万元/亩", LT_FIELD_UNSIGNED,
    "agr_invest|约定强度|agreed_investment|contract_investment|合同投资强度|合同约定投资强度|出让合同投资强度|约定亩均投资|承诺投资强度" },
  { "agreed_output_wan_mu", N_("Agreed output per mu"), "约定亩均产值", LT_FIELD_NUMBER, "万元/亩", LT_FIELD_UNSIGNED,
    "agr_output|约定产值|agreed_output|contract_output|合同亩均产值|合同约定亩均产值|约定土地产出率|承诺亩均产值" },
  { "agreed_tax_wan_mu", N_("Agreed tax per mu"), "约定亩均税收", LT_FIELD_NUMBER, "万元/亩", LT_FIELD_UNSIGNED,
    "agr_tax|约定税收|agreed_tax|contract_tax|合同亩均税收|合同约定亩均税收|约定土地税收|承诺亩均税收" },
  { "agreed_investment_total_wan", N_("Agreed total investment"), "约定投资总额", LT_FIELD_NUMBER, "万元", LT_FIELD_UNSIGNED,
    "agr_total|约定总投|contract_investment_total|合同投资总额|合同约定投资总额|约定总投资|承诺投资总额|承诺总投资" },
  { "agreed_start_on", N_("Agreed start of building"), "约定动工日期", LT_FIELD_DATE, NULL, 0,
    "agr_start|agreed_start|contract_start|约定开工日期|约定动工时间|约定开工时间|合同约定动工日期|合同约定开工日期|应动工日期|应开工日期" },
  { "started_on", N_("Start of building"), "实际动工日期", LT_FIELD_DATE, NULL, 0,
    "started|start_date|actual_start|动工日期|动工时间|开工日期|开工时间|实际开工日期|实际开工时间|实际动工时间" },
  { "stopped_on", N_("Stop of building"), "中止建设日期", LT_FIELD_DATE, NULL, 0,
    "stopped|stop_date|work_stopped|停工日期|停工时间|停建日期|中止开发日期|中止开发建设日期|中止建设时间" },
  { "completed_on", N_("Completion of building"), "实际竣工日期", LT_FIELD_DATE, NULL, 0,
    "completed|completion_date|竣工日期|竣工时间|实际竣工时间|竣工验收日期" },
  { "developed_area_m2", N_("Developed area"), "已动工面积", LT_FIELD_NUMBER, "m²", LT_FIELD_UNSIGNED,
    "dev_area|developed_area|已开发面积|已动工开发面积|开发建设面积|已开发建设面积|已建用地面积" },
  { "source", N_("Source"), "来源", LT_FIELD_TEXT, NULL, 0,
    "data_source|origin|数据来源|资料来源|信息来源|出处|数据产生单位" },
  { "note", N_("Note"), "备注", LT_FIELD_TEXT, NULL, 0,
    "notes|remark|remarks|comment|comments|memo|说明|备注说明|附注|其他说明" },
};

static const LtField projects[] = {
  { "number", N_("Project number"), "项目编号", LT_FIELD_CODE, NULL, LT_FIELD_KEY,
    "project_number|project_no|project_id|project_code|no|code|项目代码|项目编码|项目赋码|赋码|编号|项目号|项目统一代码|备案号|备案编号|投资项目代码|立项代码" },
  { "name", N_("Project"), "项目名称", LT_FIELD_TEXT, NULL, LT_FIELD_KEY | LT_FIELD_REQUIRED,
    "project|project_name|title|name_zh|名称|项目|项目全称|工程名称|建设项目名称|建设项目" },
  { "chains", N_("Chains"), "所属产业链", LT_FIELD_CHAINS, NULL, 0,
    "chain|chain_number|chain_numbers|chain_no|industrial_chain|industry_chain|产业链|所属链|链|链条|产业链名称|产业链编号|重点产业链|所在产业链|主链|所属链条|八大链" },
  { "segment", N_("Segment"), "重点领域", LT_FIELD_TEXT, NULL, 0,
    "segments|field|focus|sub_chain|领域|细分领域|环节|产业环节|所属领域|产业领域|细分行业|产业链环节" },
  { "district", N_("District"), "所在区县", LT_FIELD_DISTRICT, NULL, 0,
    "district_code|district_name|county|region|adcode|区县|县区|所属区县|所在县区|所属县区|所在地区|地区|属地|所在地|行政区|行政区划|行政区划代码|落户地|落地区县|建设地点|建设地|所属区域|所在区域|责任区县" },
  { "address", N_("Address"), "地址", LT_FIELD_TEXT, NULL, 0,
    "addr|location|street|site|详细地址|建设地址|项目地址|项目地点|具体地点|位置|坐落" },
  { "owner", N_("Owner"), "建设单位", LT_FIELD_TEXT, NULL, 0,
    "builder|developer|investor|company|enterprise|enterprise_name|project_owner|项目单位|业主|业主单位|项目业主|投资单位|投资方|投资主体|企业名称|单位名称|项目法人|实施单位|承担单位|建设主体|实施主体|项目公司" },
  { "investment_wan", N_("Total investment"), "总投资", LT_FIELD_NUMBER, "万元", LT_FIELD_UNSIGNED,
    "investment|total_investment|amount|planned_investment|投资总额|总投资额|项目总投资|计划总投资|投资额|投资|投资规模|协议总投资|计划投资" },
  { "planned_signed_on", N_("Planned signing"), "计划签约日期", LT_FIELD_DATE, NULL, 0,
    "p_signed|拟签约|planned_signed|planned_signing_date|计划签约|计划签约时间|拟签约时间|预计签约时间" },
  { "planned_started_on", N_("Planned start"), "计划开工日期", LT_FIELD_DATE, NULL, 0,
    "p_started|拟开工|planned_started|planned_start|planned_start_date|计划开工|计划开工时间|拟开工时间|拟开工日期|预计开工时间|约定开工时间|约定开工日期" },
  { "planned_completed_on", N_("Planned completion"), "计划竣工日期", LT_FIELD_DATE, NULL, 0,
    "p_complete|拟竣工|planned_completed|planned_completion|planned_completion_date|计划竣工|计划竣工时间|计划完工时间|拟竣工时间|预计竣工时间|约定竣工时间|约定竣工日期|计划建成时间" },
  { "planned_production_on", N_("Planned commissioning"), "计划投产日期", LT_FIELD_DATE, NULL, 0,
    "p_product|拟投产|planned_production|planned_production_date|planned_commissioning|计划投产|计划投产时间|拟投产时间|预计投产时间|约定投产时间" },
  { "planned_above_scale_on", N_("Planned above-scale date"), "计划上规日期", LT_FIELD_DATE, NULL, 0,
    "p_above|拟上规|planned_above_scale|planned_above_scale_date|计划上规|计划上规时间|拟上规时间|预计上规时间" },
  { "planned_capacity_on", N_("Planned full capacity"), "计划达产日期", LT_FIELD_DATE, NULL, 0,
    "p_capacity|拟达产|planned_capacity|planned_capacity_date|planned_full_capacity|计划达产|计划达产时间|拟达产时间|预计达产时间|约定达产时间" },
  { "signed_on", N_("Signed"), "签约日期", LT_FIELD_DATE, NULL, 0,
    "signed_date|signing_date|date_signed|签约|签约时间|实际签约时间|实际签约日期|协议签订时间|签约年月" },
  { "started_on", N_("Started"), "开工日期", LT_FIELD_DATE, NULL, 0,
    "start|start_date|started_date|construction_start|开工|开工时间|实际开工|实际开工时间|实际开工日期|开工年月|动工时间" },
  { "completed_on", N_("Completed"), "竣工日期", LT_FIELD_DATE, NULL, 0,
    "completion|completion_date|completed_date|竣工|竣工时间|实际竣工|实际竣工时间|实际竣工日期|完工时间|完工日期|竣工年月|建成时间" },
  { "production_on", N_("In production"), "投产日期", LT_FIELD_DATE, NULL, 0,
    "production|production_date|commissioned|commissioning_date|投产|投产时间|实际投产|实际投产时间|实际投产日期|投产年月" },
  { "above_scale_on", N_("Above scale"), "上规日期", LT_FIELD_DATE, NULL, 0,
    "above_scale_date|上规|上规时间|实际上规时间|实际上规日期|入规时间|上规年月|升规时间" },
  { "capacity_on", N_("Full capacity"), "达产日期", LT_FIELD_DATE, NULL, 0,
    "capacity|capacity_date|full_capacity|full_capacity_date|达产|达产时间|实际达产|实际达产时间|实际达产日期|达产年月" },
  { "contact", N_("Contact"), "联系单位", LT_FIELD_TEXT, NULL, 0,
    "contact_unit|responsible|contact_person|联系人|联系部门|责任单位|牵头单位|服务单位|联系领导|联系电话|联络人|责任部门|责任人" },
  { "need_land_m2", N_("Land needed"), "用地需求", LT_FIELD_NUMBER, "m²", LT_FIELD_UNSIGNED,
    "need_land|land_needed|land_demand|需求用地|拟用地面积|用地需求面积|需地面积|土地需求|新增用地" },
  { "need_power_kva", N_("Power needed"), "用电需求", LT_FIELD_NUMBER, "kVA", LT_FIELD_UNSIGNED,
    "need_power|power_needed|power_demand|用电负荷|用电容量|变压器容量|电力需求|报装容量|用电报装容量" },
  { "need_water_t_day", N_("Water needed"), "用水需求", LT_FIELD_NUMBER, "吨/日", LT_FIELD_UNSIGNED,
    "need_water|water_needed|water_demand|日用水量|用水量|供水需求" },
  { "need_energy_tce", N_("Energy quota needed"), "用能指标需求", LT_FIELD_NUMBER, "吨标准煤/年", LT_FIELD_UNSIGNED,
    "need_tce|need_energy|energy_needed|energy_quota|用能指标|能耗指标|能耗需求|年综合能耗|新增能耗|用能需求" },
  { "need_staff", N_("Staff needed"), "用工需求", LT_FIELD_INTEGER, "人", LT_FIELD_UNSIGNED,
    "staff_needed|staff_demand|用工人数|用工需求人数|招工需求|劳动力需求" },
  { "need_funds_wan", N_("Funds needed"), "资金需求", LT_FIELD_NUMBER, "万元", LT_FIELD_UNSIGNED,
    "need_funds|funds_needed|funding_gap|融资需求|资金缺口|资金需求额|贷款需求" },
  { "conditions", N_("Conditions"), "落地条件", LT_FIELD_TEXT, NULL, 0,
    "condition|terms|约定条件|前置条件|政策条件|签约条件|落户条件|存在问题|需协调事项" },
  { "documents", N_("Documents"), "相关文件", LT_FIELD_TEXT, NULL, 0,
    "document|links|link|files|attachments|附件|文件|文件链接|资料链接|相关资料" },
  { "source", N_("Source"), "来源", LT_FIELD_TEXT, NULL, 0,
    "data_source|origin|数据来源|资料来源|信息来源|出处" },
  { "note", N_("Note"), "备注", LT_FIELD_TEXT, NULL, 0,
    "notes|remark|remarks|comment|comments|memo|说明|备注说明|附注|其他说明|项目简介|建设内容|进展情况" },
};

/* Who it is about: a credit code, or a name where there is none. */
static const LtField figures[] = {
  { "credit_code", N_("Credit code"), "统一社会信用代码", LT_FIELD_CODE, NULL, LT_FIELD_KEY,
    "uscc|social_credit_code|unified_social_credit_code|tax_id|信用代码|社会信用代码|统一信用代码|统一代码|机构信用代码|企业代码|纳税人识别号|税号" },
  { "name", N_("Name"), "企业名称", LT_FIELD_TEXT, NULL, LT_FIELD_KEY,
    "enterprise|enterprise_name|company|company_name|full_name|名称|企业|单位名称|单位|公司名称|公司|企业全称|单位详细名称|法人单位名称|纳税人名称|qymc|dwmc" },
  { "year", N_("Year"), "年份", LT_FIELD_INTEGER, NULL, LT_FIELD_REQUIRED,
    "data_year|report_year|fiscal_year|年度|数据年份|统计年份|统计年度|所属年度|所属年份|报告年份|年" },
  { "output_wan", N_("Output"), "总产值", LT_FIELD_NUMBER, "万元", LT_FIELD_UNSIGNED,
    "output|gross_output|industrial_output|产值|工业总产值|工业产值|规上工业总产值|年产值" },
  { "revenue_wan", N_("Revenue"), "营业收入", LT_FIELD_NUMBER, "万元", 0,
    "revenue|sales|turnover|income|主营业务收入|营收|销售收入|销售额|业务收入|营业总收入" },
  { "tax_wan", N_("Tax paid"), "税收", LT_FIELD_NUMBER, "万元", 0,
    "tax|taxes|tax_paid|实缴税收|实缴税金|入库税收|税收实际贡献|税收贡献|税金|纳税额|纳税总额|税收总额|应交税金" },
  { "added_value_wan", N_("Added value"), "增加值", LT_FIELD_NUMBER, "万元", 0,
    "added_value|value_added|工业增加值|规上工业增加值|增加值总量" },
  { "staff", N_("Average staff"), "平均职工人数", LT_FIELD_INTEGER, "人", LT_FIELD_UNSIGNED,
    "employees|headcount|average_staff|workers|年平均职工人数|平均用工人数|从业人员平均人数|从业人数|从业人员|职工人数|员工人数|用工人数|人数" },
  { "energy_tce", N_("Energy"), "综合能耗", LT_FIELD_NUMBER, "吨标准煤", LT_FIELD_UNSIGNED,
    "energy|energy_use|energy_consumption|综合能源消费量|能源消费量|能耗|总能耗|能耗总量|综合能耗总量" },
  { "electricity_wan_kwh", N_("Electricity"), "用电量", LT_FIELD_NUMBER, "万千瓦时", LT_FIELD_UNSIGNED,
    "electricity|power_use|用电|年用电量|工业用电量|总用电量|耗电量" },
  { "emission_t", N_("Emissions"), "主要污染物排放当量", LT_FIELD_NUMBER, "吨", LT_FIELD_UNSIGNED,
    "emission|emissions|pollutants|排放当量|污染物排放当量|主要污染物排放量|污染物排放量|排污量|排放量" },
  { "rd_wan", N_("R&D spending"), "研发经费", LT_FIELD_NUMBER, "万元", LT_FIELD_UNSIGNED,
    "rd|r_d|research|rd_spending|研发费用|研发投入|研发支出|研发经费支出|r&d经费支出|r&d经费|科研经费" },
  { "reporting_unit", N_("Counted by"), "统计口径", LT_FIELD_TEXT, NULL, 0,
    "reporting|statistical_basis|口径|统计单位|报送单位|数据口径" },
};

static const LtField occupancy[] = {
  { "credit_code", N_("Credit code"), "统一社会信用代码", LT_FIELD_CODE, NULL, LT_FIELD_KEY,
    "uscc|social_credit_code|unified_social_credit_code|tax_id|信用代码|社会信用代码|统一信用代码|统一代码|机构信用代码|企业代码|纳税人识别号|税号" },
  { "name", N_("Name"), "企业名称", LT_FIELD_TEXT, NULL, LT_FIELD_KEY,
    "enterprise|enterprise_name|company|company_name|user|occupier|tenant|用地企业|用地企业名称|使用企业|名称|企业|单位名称|公司名称|公司|用地单位|使用单位|承租企业|承租人|qymc|dwmc" },
  { "parcel", N_("Parcel number"), "宗地编号", LT_FIELD_CODE, NULL, LT_FIELD_KEY | LT_FIELD_REQUIRED,
    "number|parcel_number|parcel_no|parcel_id|parcel_code|lot|zddm|zdbh|宗地号|宗地代码|宗地编码|地块编号|地块号|地块代码|图斑编号|地籍号|不动产单元号|编号" },
  { "area_m2", N_("Area used"), "占用面积", LT_FIELD_NUMBER, "m²", LT_FIELD_UNSIGNED,
    "area|used_area|occupied_area|area_used|用地面积|使用面积|占地面积|面积|实际用地面积|租赁面积|承租面积|土地面积" },
  { "tenure", N_("Tenure"), "权属", LT_FIELD_TEXT, NULL, 0,
    "ownership|owned_or_rented|use_type|用地方式|使用方式|取得方式|自有或租赁|自有租赁|用地性质|土地权属|租赁情况|用地类型" },
};

static const struct
{
  const LtField *fields;
  guint n;
} dictionary[LT_N_TABLES] = {
  { districts, G_N_ELEMENTS (districts) },
  { enterprises, G_N_ELEMENTS (enterprises) },
  { parcels, G_N_ELEMENTS (parcels) },
  { projects, G_N_ELEMENTS (projects) },
  { figures, G_N_ELEMENTS (figures) },
  { occupancy, G_N_ELEMENTS (occupancy) },
};

/* clang-format on */

const LtField *
lt_fields_get (LtKind kind, guint *n)
{
  g_return_val_if_fail ((guint) kind < LT_N_TABLES, NULL);

  if (n != NULL)
    *n = dictionary[kind].n;
  return dictionary[kind].fields;
}

int
lt_fields_find (LtKind kind, const char *name)
{
  g_return_val_if_fail ((guint) kind < LT_N_TABLES && name != NULL, -1);

  for (guint i = 0; i < dictionary[kind].n; i++)
    {
      if (strcmp (dictionary[kind].fields[i].name, name) == 0)
        return (int) i;
    }
  return -1;
}

const char *
lt_field_get_title (const LtField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return g_dgettext (GETTEXT_PACKAGE, field->title);
}

const char *
lt_field_get_unit (const LtField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  if (field->unit == NULL || lt_language_is_chinese ())
    return field->unit;
  if (strcmp (field->unit, "万元") == 0)
    return _ ("10,000 yuan");
  if (strcmp (field->unit, "万元/亩") == 0)
    return _ ("10,000 yuan/mu");
  if (strcmp (field->unit, "吨/日") == 0)
    return _ ("t/day");
  if (strcmp (field->unit, "吨标准煤/年") == 0)
    return _ ("t of standard coal/year");
  return strcmp (field->unit, "人") == 0 ? _ ("persons") : field->unit;
}
