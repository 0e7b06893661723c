use super::Blueprint;
use crate::aws::{EnvironmentContext, key, logs};
use crate::terraform::{Document, block, object};

/// Adds the cluster: sessions of ECS Exec, should a service allow them, are written to a log group.
pub(crate) fn emit(
    blueprint: &Blueprint,
    key: &key::Blueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let mut file = document.file("cluster");
    if let Some(existing) = &blueprint.existing {
        existing.emit(&mut file);
        return;
    }
    let exec =
        logs.group(&mut file, "exec", context.path(&["cluster", "exec"]).map(|path| format!("/{path}")));
    let name = context.name(&[], 255);
    let cluster = file.resource(
        "aws_ecs_cluster",
        "main",
        block! {
            name = name.clone(),
            setting {
                name  = "containerInsights",
                value = blueprint.insights.map(|insights| insights.name()),
            }
            configuration {
                execute_command_configuration {
                    logging    = "OVERRIDE",
                    kms_key_id = key::arn(key),
                    log_configuration {
                        cloud_watch_log_group_name     = exec.attr("name"),
                        cloud_watch_encryption_enabled = key.encryption.map(|_| key.has_key()),
                    }
                }
            }
            tags = object! { "Name": name },
        },
    );
    file.resource(
        "aws_ecs_cluster_capacity_providers",
        "main",
        block! {
            cluster_name       = cluster.attr("name"),
            capacity_providers = ["FARGATE", "FARGATE_SPOT"],
            default_capacity_provider_strategy {
                capacity_provider = "FARGATE",
                base              = 0,
                weight            = 1,
            }
        },
    );
    file.output("cluster_name", block! { description = "The ECS cluster", value = cluster.attr("name") });
}
