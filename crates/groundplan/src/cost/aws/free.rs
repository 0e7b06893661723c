//! Types that cost nothing by themselves, and why.

/// A reason, and the types that it holds for.
type Reason = (&'static str, &'static [&'static str]);

const REASONS: &[Reason] = &[
    (
        "identities and rights are free",
        &[
            "aws_iam_access_key",
            "aws_iam_account_alias",
            "aws_iam_account_password_policy",
            "aws_iam_group",
            "aws_iam_group_membership",
            "aws_iam_group_policy",
            "aws_iam_group_policy_attachment",
            "aws_iam_instance_profile",
            "aws_iam_openid_connect_provider",
            "aws_iam_policy",
            "aws_iam_policy_attachment",
            "aws_iam_role",
            "aws_iam_role_policies_exclusive",
            "aws_iam_role_policy",
            "aws_iam_role_policy_attachment",
            "aws_iam_role_policy_attachments_exclusive",
            "aws_iam_saml_provider",
            "aws_iam_server_certificate",
            "aws_iam_service_linked_role",
            "aws_iam_user",
            "aws_iam_user_group_membership",
            "aws_iam_user_policy",
            "aws_iam_user_policy_attachment",
        ],
    ),
    (
        "networks are free: what passes their gateways is charged with those",
        &[
            "aws_default_network_acl",
            "aws_default_route_table",
            "aws_default_security_group",
            "aws_default_subnet",
            "aws_default_vpc",
            "aws_default_vpc_dhcp_options",
            "aws_ec2_managed_prefix_list",
            "aws_ec2_managed_prefix_list_entry",
            "aws_egress_only_internet_gateway",
            "aws_internet_gateway",
            "aws_internet_gateway_attachment",
            "aws_main_route_table_association",
            "aws_network_acl",
            "aws_network_acl_association",
            "aws_network_acl_rule",
            "aws_network_interface",
            "aws_network_interface_attachment",
            "aws_network_interface_sg_attachment",
            "aws_route",
            "aws_route_table",
            "aws_route_table_association",
            "aws_security_group",
            "aws_security_group_rule",
            "aws_subnet",
            "aws_vpc",
            "aws_vpc_block_public_access_exclusion",
            "aws_vpc_block_public_access_options",
            "aws_vpc_dhcp_options",
            "aws_vpc_dhcp_options_association",
            "aws_vpc_ipv4_cidr_block_association",
            "aws_vpc_ipv6_cidr_block_association",
            "aws_vpc_peering_connection",
            "aws_vpc_peering_connection_accepter",
            "aws_vpc_peering_connection_options",
            "aws_vpc_security_group_egress_rule",
            "aws_vpc_security_group_ingress_rule",
            "aws_vpc_security_group_vpc_association",
        ],
    ),
    ("the address is charged with `aws_eip`", &["aws_eip_association", "aws_eip_domain_name"]),
    (
        "charged with the endpoint",
        &[
            "aws_vpc_endpoint_connection_accepter",
            "aws_vpc_endpoint_policy",
            "aws_vpc_endpoint_private_dns",
            "aws_vpc_endpoint_route_table_association",
            "aws_vpc_endpoint_security_group_association",
        ],
    ),
    (
        "charged with the load balancer, as capacity units",
        &[
            "aws_alb_listener",
            "aws_alb_listener_certificate",
            "aws_alb_listener_rule",
            "aws_alb_target_group",
            "aws_alb_target_group_attachment",
            "aws_app_cookie_stickiness_policy",
            "aws_elb_attachment",
            "aws_lb_cookie_stickiness_policy",
            "aws_lb_listener",
            "aws_lb_listener_certificate",
            "aws_lb_listener_rule",
            "aws_lb_ssl_negotiation_policy",
            "aws_lb_target_group",
            "aws_lb_target_group_attachment",
            "aws_load_balancer_backend_server_policy",
            "aws_load_balancer_listener_policy",
            "aws_load_balancer_policy",
            "aws_proxy_protocol_policy",
        ],
    ),
    (
        "ECS itself is free: tasks are charged where they run",
        &[
            "aws_ecs_account_setting_default",
            "aws_ecs_capacity_provider",
            "aws_ecs_cluster_capacity_providers",
            "aws_ecs_tag",
            "aws_ecs_task_definition",
        ],
    ),
    (
        "scaling is free: what it adds is charged where it runs",
        &[
            "aws_appautoscaling_policy",
            "aws_appautoscaling_scheduled_action",
            "aws_appautoscaling_target",
            "aws_autoscaling_attachment",
            "aws_autoscaling_lifecycle_hook",
            "aws_autoscaling_notification",
            "aws_autoscaling_policy",
            "aws_autoscaling_schedule",
            "aws_launch_template",
        ],
    ),
    (
        "schedules and events of AWS's own services are free: what they start is charged",
        &["aws_cloudwatch_event_permission", "aws_cloudwatch_event_rule", "aws_scheduler_schedule_group"],
    ),
    (
        "charged with the log group",
        &[
            "aws_cloudwatch_log_account_policy",
            "aws_cloudwatch_log_data_protection_policy",
            "aws_cloudwatch_log_destination",
            "aws_cloudwatch_log_destination_policy",
            "aws_cloudwatch_log_index_policy",
            "aws_cloudwatch_log_resource_policy",
            "aws_cloudwatch_log_stream",
            "aws_cloudwatch_log_subscription_filter",
            "aws_cloudwatch_query_definition",
        ],
    ),
];

/// Each type with the reason.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    REASONS.iter().flat_map(|(reason, kinds)| kinds.iter().map(|kind| (*kind, *reason)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_free_type_is_one_of_the_provider() {
        #[cfg(feature = "bundled-schema")]
        {
            use crate::schema::{Kind, Schema};
            let known: std::collections::BTreeSet<&str> = Schema::bundled().names(Kind::Resource).collect();
            let strange: Vec<_> = all().filter(|(kind, _)| !known.contains(kind)).collect();
            assert!(strange.is_empty(), "{strange:?}");
        }
        assert!(all().all(|(_, reason)| !reason.is_empty()));
    }
}
