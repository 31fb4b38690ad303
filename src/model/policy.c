#include "model/policy.h"

jw_policy jw_policy_default(void)
{
    return (jw_policy){
        .threshold = 3, .branch = 3, .general_branch = 50, .committee = 100,
        .joint_most = 5, .joint_least_members = 3,
        .member_year = 500, .secretary_month = 400,
        .setup = 1200,
        .street_same = 0, .street_near = 300, .street_other = 1500,
        .industry_same = 0, .industry_sector = 200, .industry_other = 500,
        .km = 100, .size = 0,
    };
}
