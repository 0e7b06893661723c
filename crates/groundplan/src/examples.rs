//! What the method of each field looks like in a program, and what it changes in Terraform: the examples in its
//! documentation.
//!
//! A field's own text goes into the JSON Schema and into TypeScript as well, where an example in Rust is of no use; and every
//! example is run by `cargo test --doc`, so what it says of Terraform is what is written.

/// An example that shows a call.
macro_rules! call {
    ($subject:ident $code:literal) => {
        concat!("\n\n```\nuse groundplan::prelude::*;\nlet ", stringify!($subject), " = ", $code, ";\n```")
    };
}

/// An example that shows a call and what follows from it: an argument of a resource by its type, or of any object by its
/// address. It is given to a stack, by the method of that name, that has one public service, `api`, and one environment.
macro_rules! effect {
    ($subject:ident $method:ident $code:literal => $of:literal $arguments:literal) => {
        concat!(
            "\n\n```\nuse groundplan::prelude::*;\nlet ",
            stringify!($subject),
            " = ",
            $code,
            ";\n// ",
            $of,
            ": ",
            $arguments,
            "\n# let base = EcsFargateService::new(\"api\").image(\"public.ecr.aws/nginx/nginx:1.27.5-alpine\").port(80);",
            "\n# let shop = Stack::new(\"shop\").region(Region::EuWest1).service(base.public(Public::new()));",
            "\n# let stack = shop.environment(Environment::development(\"dev\")).",
            stringify!($method),
            "(",
            stringify!($subject),
            ");\n# let synthesis = App::new().stack(stack).unvalidated().synth()?;",
            "\n# let document = synthesis.environment(\"dev\").ok_or(\"no environment\")?;",
            "\n# let template = groundplan::testing::Template::of(document);",
            "\n# let wanted = groundplan::props! ",
            $arguments,
            ";\n# match \"",
            $of,
            "\" {\n#     address if address.contains('.') => template.assert_has_address(address, wanted)?,",
            "\n#     resource_type => template.assert_has_resource(resource_type, wanted)?,\n# }",
            "\n# Ok::<(), Box<dyn std::error::Error>>(())\n```"
        )
    };
}

/// The example of a field, or nothing.
macro_rules! example {
    (Network cidr) => { $crate::examples::effect!(network network r#"Network::new().cidr("10.20.0.0/16")"# => "aws_vpc" r#"{ "cidr_block": "10.20.0.0/16" }"#) };
    (Network zones) => { $crate::examples::effect!(network network "Network::new().zones(3)" => "aws_subnet.private_c" "{}") };
    (Network egress) => { $crate::examples::effect!(network network "Network::new().egress(Egress::NatPerZone)" => "aws_nat_gateway.main_b" "{}") };
    (Network flow_logs) => { $crate::examples::effect!(network network "Network::new().flow_logs(FlowLogs::new().traffic(FlowLogTraffic::All))" => "aws_flow_log" r#"{ "traffic_type": "ALL" }"#) };

    (Network existing) => { $crate::examples::call!(network r#"Network::new().existing(ExistingNetwork::new("vpc-0ab1").private_subnets(["tag:Tier=private"]))"#) };
    (Network from) => { $crate::examples::call!(network r#"Network::new().from("platform")"#) };

    (ExistingNetwork vpc) => { $crate::examples::call!(network r#"ExistingNetwork::new("vpc-0ab1").vpc("shared")"#) };

    (StackReference stack) => { $crate::examples::call!(platform r#"StackReference::new("network").stack("platform")"#) };
    (StackReference environment) => { $crate::examples::call!(platform r#"StackReference::new("platform").environment("shared")"#) };

    (Cluster existing) => { $crate::examples::call!(cluster r#"Cluster::new().existing("shared")"#) };
    (Cluster from) => { $crate::examples::call!(cluster r#"Cluster::new().from("platform")"#) };

    (FlowLogs traffic) => { $crate::examples::effect!(network network "Network::new().flow_logs(FlowLogs::new().traffic(FlowLogTraffic::Reject))" => "aws_flow_log" r#"{ "traffic_type": "REJECT" }"#) };
    (FlowLogs destination) => { $crate::examples::effect!(network network "Network::new().flow_logs(FlowLogs::new().destination(FlowLogDestination::S3))" => "aws_flow_log" r#"{ "log_destination_type": "s3" }"#) };
    (FlowLogs retention) => { $crate::examples::effect!(network network "Network::new().flow_logs(FlowLogs::new().retention(Days::new(30)))" => "aws_cloudwatch_log_group" r#"{ "retention_in_days": 30 }"#) };

    (LoadBalancer host) => { $crate::examples::call!(balancer r#"LoadBalancer::new().host("*.example.com").zone("example.com")"#) };
    (LoadBalancer zone) => { $crate::examples::call!(balancer r#"LoadBalancer::new().host("*.example.com").zone("example.com")"#) };
    (LoadBalancer certificate) => { $crate::examples::call!(balancer r#"LoadBalancer::new().certificate("arn:aws:acm:eu-west-1:111111111111:certificate/1")"#) };
    (LoadBalancer existing) => { $crate::examples::call!(balancer r#"LoadBalancer::new().existing(ExistingLoadBalancer::new("arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/shared/1/2"))"#) };
    (LoadBalancer from) => { $crate::examples::call!(balancer r#"LoadBalancer::new().from("platform")"#) };

    (ExistingLoadBalancer listener) => { $crate::examples::call!(balancer r#"ExistingLoadBalancer::new("arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/shared/1/2")"#) };
    (ExistingLoadBalancer security_group) => { $crate::examples::call!(balancer r#"ExistingLoadBalancer::new("arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/shared/1/2").security_group("sg-0ab1")"#) };

    (Public priority) => { $crate::examples::call!(public r#"Public::new().host("api.example.com").priority(100)"#) };

    (LoadBalancer scheme) => { $crate::examples::effect!(load_balancer load_balancer "LoadBalancer::new().scheme(LoadBalancerScheme::Internal)" => "aws_lb" r#"{ "internal": true }"#) };
    (LoadBalancer deletion_protection) => { $crate::examples::effect!(load_balancer load_balancer "LoadBalancer::new().deletion_protection(true)" => "aws_lb" r#"{ "enable_deletion_protection": true }"#) };
    (LoadBalancer access_logs) => { $crate::examples::effect!(load_balancer load_balancer "LoadBalancer::new().access_logs(AccessLogs::new())" => "aws_lb" r#"{ "access_logs": { "enabled": true } }"#) };
    (LoadBalancer waf) => { $crate::examples::effect!(load_balancer load_balancer "LoadBalancer::new().waf(true)" => "aws_wafv2_web_acl" r#"{ "scope": "REGIONAL" }"#) };
    (LoadBalancer idle_timeout) => { $crate::examples::effect!(load_balancer load_balancer "LoadBalancer::new().idle_timeout(Seconds::new(90))" => "aws_lb" r#"{ "idle_timeout": 90 }"#) };
    (LoadBalancer security_headers) => { $crate::examples::call!(load_balancer "LoadBalancer::new().security_headers(true)") };
    (LoadBalancer tls_policy) => { $crate::examples::call!(load_balancer r#"LoadBalancer::new().tls_policy("ELBSecurityPolicy-TLS13-1-3-2021-06")"#) };
    (LoadBalancer http_redirect) => { $crate::examples::call!(load_balancer "LoadBalancer::new().http_redirect(false)") };

    (AccessLogs retention) => { $crate::examples::effect!(load_balancer load_balancer "LoadBalancer::new().access_logs(AccessLogs::new().retention(Days::new(60)))" => "aws_s3_bucket_lifecycle_configuration.access_logs" r#"{ "rule": { "expiration": { "days": 60 } } }"#) };

    (Public host) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").public(Public::new().host("api.example.com"))"# => "aws_lb_listener_rule" r#"{ "condition": { "host_header": { "values": ["api.example.com"] } } }"#) };
    (Public path) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").public(Public::new().path("/api/*"))"# => "aws_lb_listener_rule" r#"{ "condition": { "path_pattern": { "values": ["/api/*"] } } }"#) };
    (Public zone) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").public(Public::new().host("api.example.com").zone("example.com"))"# => "data.aws_route53_zone.example_com" r#"{ "name": "example.com" }"#) };
    (Public certificate) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").public(Public::new().certificate("arn:aws:acm:eu-west-1:123456789012:certificate/4f0c52e1"))"# => "aws_lb_listener" r#"{ "port": 443, "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/4f0c52e1" }"#) };

    (HealthCheck path) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().path("/healthz"))"# => "aws_lb_target_group" r#"{ "health_check": { "path": "/healthz" } }"#) };
    (HealthCheck matcher) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().matcher("200,204"))"# => "aws_lb_target_group" r#"{ "health_check": { "matcher": "200,204" } }"#) };
    (HealthCheck interval) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().interval(Seconds::new(30)))"# => "aws_lb_target_group" r#"{ "health_check": { "interval": 30 } }"#) };
    (HealthCheck timeout) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().timeout(Seconds::new(10)))"# => "aws_lb_target_group" r#"{ "health_check": { "timeout": 10 } }"#) };
    (HealthCheck healthy) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().healthy(3))"# => "aws_lb_target_group" r#"{ "health_check": { "healthy_threshold": 3 } }"#) };
    (HealthCheck unhealthy) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().unhealthy(5))"# => "aws_lb_target_group" r#"{ "health_check": { "unhealthy_threshold": 5 } }"#) };
    (HealthCheck grace) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().grace(Seconds::new(120)))"# => "aws_ecs_service" r#"{ "health_check_grace_period_seconds": 120 }"#) };

    (EcsFargateService image) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").image("public.ecr.aws/nginx/nginx:1.29.0-alpine")"# => "local.api_container" r#"{ "image": "public.ecr.aws/nginx/nginx:1.29.0-alpine" }"#) };
    (EcsFargateService port) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").port(8080)"# => "aws_ecs_service" r#"{ "load_balancer": { "container_port": 8080 } }"#) };
    (EcsFargateService size) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").size((Vcpu::ONE, Memory::gib(2)))"# => "aws_ecs_task_definition" r#"{ "cpu": "1024", "memory": "2048" }"#) };
    (EcsFargateService architecture) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").architecture(Architecture::Arm)"# => "aws_ecs_task_definition" r#"{ "runtime_platform": { "cpu_architecture": "ARM64" } }"#) };
    (EcsFargateService ephemeral_storage) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").ephemeral_storage(Memory::gib(50))"# => "aws_ecs_task_definition" r#"{ "ephemeral_storage": { "size_in_gib": 50 } }"#) };
    (EcsFargateService public) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").public(Public::new().host("api.example.com"))"# => "aws_lb_listener_rule" r#"{ "condition": { "host_header": { "values": ["api.example.com"] } } }"#) };
    (EcsFargateService service_connect) => { $crate::examples::call!(api r#"EcsFargateService::new("api").port(50051).service_connect(AppProtocol::Grpc)"#) };
    (ServiceConnect protocol) => { $crate::examples::call!(connect r#"ServiceConnect::new().protocol(AppProtocol::Tcp)"#) };
    (ServiceConnect dns_name) => { $crate::examples::call!(connect r#"ServiceConnect::new().dns_name("catalogue")"#) };
    (ServiceConnect request_timeout) => { $crate::examples::call!(connect r#"ServiceConnect::new().request_timeout(Seconds::new(60))"#) };
    (ServiceConnect idle_timeout) => { $crate::examples::call!(connect r#"ServiceConnect::new().idle_timeout(Seconds::new(0))"#) };
    (ServiceConnect access_logs) => { $crate::examples::call!(connect r#"ServiceConnect::new().access_logs(AccessLogFormat::Json)"#) };
    (Use env) => { $crate::examples::effect!(web service r#"EcsFargateService::new("web").image("ghcr.io/example/web:1.0").uses(Use::new("api").env("BACKEND_URL"))"# => "local.web_container" r#"{ "environment": [{ "name": "BACKEND_URL", "value": "http://api:80" }] }"#) };
    (UseEnv url) => { $crate::examples::call!(web r#"EcsFargateService::new("web").uses(Use::new("api").env(UseEnv::new().url("BACKEND_URL")))"#) };
    (UseEnv host) => { $crate::examples::effect!(web service r#"EcsFargateService::new("web").image("ghcr.io/example/web:1.0").uses(Use::new("api").env(UseEnv::new().host("BACKEND")))"# => "local.web_container" r#"{ "environment": [{ "name": "API_URL" }, { "name": "BACKEND", "value": "api" }] }"#) };
    (UseEnv port) => { $crate::examples::call!(web r#"EcsFargateService::new("web").uses(Use::new("mail").env(UseEnv::new().host("SMTP_HOST").port("SMTP_PORT")))"#) };
    (EcsFargateService health_check) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().path("/healthz"))"# => "aws_lb_target_group" r#"{ "health_check": { "path": "/healthz" } }"#) };
    (HealthCheck command) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().command(["curl", "-f", "http://localhost/"]))"# => "local.api_container" r#"{ "healthCheck": { "command": ["CMD", "curl", "-f", "http://localhost/"] } }"#) };
    (ContainerHealthCheck interval) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().command(ContainerHealthCheck::new(["true"]).interval(Seconds::new(10))))"# => "local.api_container" r#"{ "healthCheck": { "interval": 10 } }"#) };
    (ContainerHealthCheck timeout) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().command(ContainerHealthCheck::new(["true"]).timeout(Seconds::new(2))))"# => "local.api_container" r#"{ "healthCheck": { "timeout": 2 } }"#) };
    (ContainerHealthCheck retries) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().command(ContainerHealthCheck::new(["true"]).retries(5)))"# => "local.api_container" r#"{ "healthCheck": { "retries": 5 } }"#) };
    (ContainerHealthCheck start_period) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").health_check(HealthCheck::new().command(ContainerHealthCheck::new(["true"]).start_period(Seconds::new(120))))"# => "local.api_container" r#"{ "healthCheck": { "startPeriod": 120 } }"#) };
    (EcsFargateService working_directory) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").working_directory("/srv")"# => "local.api_container" r#"{ "workingDirectory": "/srv" }"#) };
    (EcsFargateService init) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").init(false)"# => "local.api_container" r#"{ "linuxParameters": { "initProcessEnabled": false } }"#) };
    (EcsFargateService restart_policy) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").restart_policy(RestartPolicy::new())"# => "local.api_container" r#"{ "restartPolicy": { "enabled": true } }"#) };
    (RestartPolicy restart_attempt_period) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").restart_policy(RestartPolicy::new().restart_attempt_period(Seconds::new(180)))"# => "local.api_container" r#"{ "restartPolicy": { "restartAttemptPeriod": 180 } }"#) };
    (Ulimit soft) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").ulimit("nofile", Ulimit::new(65_535, 1_048_576).soft(100_000))"# => "local.api_container" r#"{ "ulimits": [{ "softLimit": 100_000 }] }"#) };
    (Ulimit hard) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").ulimit("nofile", Ulimit::new(65_535, 65_535).hard(1_048_576))"# => "local.api_container" r#"{ "ulimits": [{ "hardLimit": 1_048_576 }] }"#) };
    (EnvFile file) => { $crate::examples::call!(file r#"EnvFile::new("arn:aws:s3:::shop-config/common.env").file("arn:aws:s3:::shop-config/api.env")"#) };
    (EnvFile kms_key) => { $crate::examples::call!(file r#"EnvFile::new("arn:aws:s3:::shop-config/api.env").kms_key("arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1")"#) };
    (SecretSource ssm) => { $crate::examples::call!(token r#"SecretSource::from_ssm("/shop/payments/token").ssm("/shop/payments/v2/token")"#) };
    (SecretSource kms_key) => { $crate::examples::call!(token r#"SecretSource::from_ssm("/shop/payments/token").kms_key("arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1")"#) };
    (Image credentials) => { $crate::examples::call!(image r#"Image::new("ghcr.io/example/api:1.4.2").credentials("ghcr")"#) };
    (Sidecar image) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").image("ghcr.io/example/otel:1.1"))"# => "local.api_container_otel" r#"{ "image": "ghcr.io/example/otel:1.1" }"#) };
    (Sidecar essential) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").essential(false))"# => "local.api_container_otel" r#"{ "essential": false }"#) };
    (Sidecar health_check) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").health_check(["/healthcheck"]))"# => "local.api_container_otel" r#"{ "healthCheck": { "command": ["CMD", "/healthcheck"] } }"#) };
    (Sidecar working_directory) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").working_directory("/etc/otel"))"# => "local.api_container_otel" r#"{ "workingDirectory": "/etc/otel" }"#) };
    (Sidecar user) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").user("10001"))"# => "local.api_container_otel" r#"{ "user": "10001" }"#) };
    (Sidecar read_only_root) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").read_only_root(false))"# => "local.api_container_otel" r#"{ "readonlyRootFilesystem": false }"#) };
    (Sidecar memory) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").memory(Memory::mib(128)))"# => "local.api_container_otel" r#"{ "memory": 128 }"#) };
    (Sidecar memory_reservation) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").memory_reservation(Memory::mib(64)))"# => "local.api_container_otel" r#"{ "memoryReservation": 64 }"#) };
    (Sidecar vcpu) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").vcpu(Vcpu::units(64)))"# => "local.api_container_otel" r#"{ "cpu": 64 }"#) };
    (Sidecar init) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").init(false))"# => "local.api_container_otel" r#"{ "linuxParameters": { "initProcessEnabled": false } }"#) };
    (Sidecar restart_policy) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").restart_policy(RestartPolicy::new()))"# => "local.api_container_otel" r#"{ "restartPolicy": { "enabled": true } }"#) };
    (Sidecar start_timeout) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").start_timeout(Seconds::new(60)))"# => "local.api_container_otel" r#"{ "startTimeout": 60 }"#) };
    (Sidecar stop_timeout) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").sidecar(Sidecar::new("otel").image("ghcr.io/example/otel:1.0").stop_timeout(Seconds::new(60)))"# => "local.api_container_otel" r#"{ "stopTimeout": 60 }"#) };
    (EcsFargateService user) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").user("1000:1000")"# => "local.api_container" r#"{ "user": "1000:1000" }"#) };
    (EcsFargateService read_only_root) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").read_only_root(false)"# => "local.api_container" r#"{ "readonlyRootFilesystem": false }"#) };
    (EcsFargateService scale) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").scale(Scale::new().min(2).max(10))"# => "aws_appautoscaling_target" r#"{ "min_capacity": 2, "max_capacity": 10 }"#) };
    (EcsFargateService capacity) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").capacity(Capacity::Spot)"# => "aws_ecs_service" r#"{ "capacity_provider_strategy": { "capacity_provider": "FARGATE_SPOT" } }"#) };
    (EcsFargateService exec) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").exec(true).read_only_root(false)"# => "aws_ecs_service" r#"{ "enable_execute_command": true }"#) };
    (EcsFargateService deploy) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").deploy(Deploy::new().wait_for_steady_state(true))"# => "aws_ecs_service" r#"{ "wait_for_steady_state": true }"#) };
    (Deploy wait_for_steady_state) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").deploy(Deploy::new().wait_for_steady_state(true))"# => "aws_ecs_service" r#"{ "timeouts": { "update": "30m" } }"#) };
    (EcsFargateService stop_timeout) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").stop_timeout(Seconds::new(90))"# => "local.api_container" r#"{ "stopTimeout": 90 }"#) };
    (EcsFargateService deregistration_delay) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").deregistration_delay(Seconds::new(20))"# => "aws_lb_target_group" r#"{ "deregistration_delay": 20 }"#) };
    (EcsFargateService alarms) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").alarms(Alarms::new().email("api@example.com"))"# => "aws_sns_topic_subscription" r#"{ "endpoint": "api@example.com" }"#) };
    (EcsFargateService usage) => { $crate::examples::call!(api r#"EcsFargateService::new("api").usage(ServiceUsage::new().requests(Count::new(30_000_000)))"#) };

    (Scale min) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").scale(Scale::new().min(2))"# => "aws_ecs_service" r#"{ "desired_count": 2 }"#) };
    (Scale max) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").scale(Scale::new().min(2).max(10))"# => "aws_appautoscaling_target" r#"{ "max_capacity": 10 }"#) };
    (Scale cpu) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").scale(Scale::new().max(4).cpu(Percent::new(60)))"# => "aws_appautoscaling_policy.api_cpu" r#"{ "target_tracking_scaling_policy_configuration": { "target_value": 60 } }"#) };
    (Scale memory) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").scale(Scale::new().max(4).memory(Percent::new(70)))"# => "aws_appautoscaling_policy.api_memory" r#"{ "target_tracking_scaling_policy_configuration": { "target_value": 70 } }"#) };
    (Scale requests_per_task) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").scale(Scale::new().max(4).requests_per_task(800))"# => "aws_appautoscaling_policy" r#"{ "target_tracking_scaling_policy_configuration": { "target_value": 800 } }"#) };
    (Scale hours) => {
        $crate::examples::call!(scale r#""mon-fri 07:00-19:00 Europe/Berlin".parse().map(|hours| Scale::new().hours(hours))"#)
    };
    (Size vcpu) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").size(Size::patch().vcpu(Vcpu::HALF).memory(Memory::gib(1)))"# => "aws_ecs_task_definition" r#"{ "cpu": "512" }"#) };
    (Size memory) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").size(Size::patch().memory(Memory::gib(1)))"# => "aws_ecs_task_definition" r#"{ "memory": "1024" }"#) };

    (EgressRule cidr) => { $crate::examples::call!(rule r#"EgressRule::new("10.20.0.0/16", 5432).cidr("10.30.0.0/16")"#) };
    (EgressRule port) => { $crate::examples::call!(rule r#"EgressRule::new("10.20.0.0/16", 5432).port(3306)"#) };

    (Image reference) => { $crate::examples::effect!(api service r#"EcsFargateService::new("api").image(Image::patch().reference("public.ecr.aws/nginx/nginx:1.29.0-alpine"))"# => "local.api_container" r#"{ "image": "public.ecr.aws/nginx/nginx:1.29.0-alpine" }"#) };
    (Image repository) => { $crate::examples::call!(api r#"EcsFargateService::new("api").image(Image::patch().repository("shop/api").tag("v7"))"#) };
    (Image tag) => { $crate::examples::call!(api r#"EcsFargateService::new("api").image(Image::from_repository("shop/api").tag("v7"))"#) };
    (Image tag_variable) => { $crate::examples::call!(api r#"EcsFargateService::new("api").image(Image::from_repository("shop/api").tag_variable("api_tag"))"#) };
    (Image digest_variable) => { $crate::examples::call!(api r#"EcsFargateService::new("api").image(Image::from_repository("shop/api").digest_variable("api_digest"))"#) };

    (Cluster container_insights) => { $crate::examples::effect!(cluster cluster "Cluster::new().container_insights(ContainerInsights::Enhanced)" => "aws_ecs_cluster" r#"{ "setting": { "name": "containerInsights", "value": "enhanced" } }"#) };

    (ServiceUsage requests) => { $crate::examples::call!(usage "ServiceUsage::new().requests(Count::new(30_000_000))") };
    (ServiceUsage response_size) => { $crate::examples::call!(usage "ServiceUsage::new().response_size(DataSize::kb(20))") };
    (ServiceUsage request_size) => { $crate::examples::call!(usage "ServiceUsage::new().request_size(DataSize::kb(2))") };
    (ServiceUsage logs_per_request) => { $crate::examples::call!(usage "ServiceUsage::new().logs_per_request(DataSize::bytes(500))") };
    (ServiceUsage data_out) => { $crate::examples::call!(usage "ServiceUsage::new().data_out(DataSize::gb(200))") };
    (ServiceUsage data_in) => { $crate::examples::call!(usage "ServiceUsage::new().data_in(DataSize::gb(100))") };
    (ServiceUsage tasks) => { $crate::examples::call!(usage "ServiceUsage::new().tasks(Count::new(4))") };

    (Defaults services) => { $crate::examples::effect!(defaults defaults "Defaults::new().services(EcsFargateService::default().stop_timeout(Seconds::new(20)))" => "aws_ecs_service" "{}") };
    (Stack defaults) => { $crate::examples::call!(shop r#"Stack::new("shop").defaults(Defaults::new().services(EcsFargateService::default().stop_timeout(Seconds::new(20))))"#) };
    (Environment defaults) => { $crate::examples::call!(dev r#"Environment::development("dev").defaults(Defaults::new().services(EcsFargateService::default().stop_timeout(Seconds::new(20))))"#) };

    (Logs retention) => { $crate::examples::effect!(logs logs "Logs::new().retention(Days::new(30))" => "aws_cloudwatch_log_group" r#"{ "retention_in_days": 30 }"#) };
    (Logs skip_destroy) => { $crate::examples::effect!(logs logs "Logs::new().skip_destroy(true)" => "aws_cloudwatch_log_group" r#"{ "skip_destroy": true }"#) };

    (Secret description) => { $crate::examples::effect!(secret secret r#"Secret::new("token").description("Token of the payment provider")"# => "aws_secretsmanager_secret" r#"{ "description": "Token of the payment provider" }"#) };
    (Secret recovery) => { $crate::examples::effect!(secret secret r#"Secret::new("token").recovery(Days::new(7))"# => "aws_secretsmanager_secret" r#"{ "recovery_window_in_days": 7 }"#) };
    (Secret arn) => { $crate::examples::call!(secret r#"Secret::new("token").arn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:legacy-AbCdEf")"#) };
    (Secret kms_key) => { $crate::examples::call!(secret r#"Secret::new("token").arn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:legacy-AbCdEf").kms_key("arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1")"#) };
    (Secret renamed_from) => { $crate::examples::call!(secret r#"Secret::new("token").renamed_from("paymentToken")"#) };

    (SecretSource secret) => { $crate::examples::call!(source r#"SecretSource::new("database").secret("payments")"#) };
    (SecretSource key) => { $crate::examples::call!(api r#"EcsFargateService::new("api").secret("TOKEN", SecretSource::new("database").key("token"))"#) };

    (Alarms level) => { $crate::examples::effect!(alarms alarms r#"Alarms::new().email("oncall@example.com").level(AlarmLevel::All)"# => "aws_cloudwatch_metric_alarm.api_cpu" r#"{ "metric_name": "CPUUtilization" }"#) };
    (Alarms cpu) => { $crate::examples::effect!(alarms alarms r#"Alarms::new().email("oncall@example.com").level(AlarmLevel::All).cpu(Percent::new(70))"# => "aws_cloudwatch_metric_alarm.api_cpu" r#"{ "threshold": 70 }"#) };
    (Alarms memory) => { $crate::examples::effect!(alarms alarms r#"Alarms::new().email("oncall@example.com").level(AlarmLevel::All).memory(Percent::new(75))"# => "aws_cloudwatch_metric_alarm.api_memory" r#"{ "threshold": 75 }"#) };
    (Alarms latency) => { $crate::examples::effect!(alarms alarms r#"Alarms::new().email("oncall@example.com").level(AlarmLevel::All).latency(Seconds::new(2))"# => "aws_cloudwatch_metric_alarm.api_latency" r#"{ "threshold": 2 }"#) };
    (Alarms errors) => { $crate::examples::effect!(alarms alarms r#"Alarms::new().email("oncall@example.com").level(AlarmLevel::All).errors(5)"# => "aws_cloudwatch_metric_alarm.api_errors" r#"{ "threshold": 5 }"#) };

    (State lock) => { $crate::examples::call!(state "State::new().lock(StateLock::Dynamodb)") };
    (State noncurrent_versions) => { $crate::examples::call!(state "State::new().noncurrent_versions(Days::new(30))") };
    (State encryption) => { $crate::examples::call!(state "State::new().encryption(Encryption::AwsManaged)") };

    (Module source) => { $crate::examples::effect!(module module r#"Module::new("queue").source("../modules/queue")"# => "module.queue" r#"{ "source": "../modules/queue" }"#) };
    (Module version) => { $crate::examples::effect!(module module r#"Module::new("queue").source("terraform-aws-modules/sqs/aws").version("~> 4.2")"# => "module.queue" r#"{ "version": "~> 4.2" }"#) };
    (Module renamed_from) => { $crate::examples::call!(module r#"Module::new("queue").source("../modules/queue").renamed_from("jobs")"#) };

    (Export value) => { $crate::examples::call!(export r#"Export::patch().value("eu-west-1")"#) };
    (Export description) => { $crate::examples::call!(export r#"Export::new("eu-west-1").description("Where it runs")"#) };
    (Export sensitive) => { $crate::examples::call!(export r#"Export::new("eu-west-1").sensitive(true)"#) };
    (Export through) => { $crate::examples::call!(export r#"Export::new("eu-west-1").through(Transport::State)"#) };

    (Import environment) => { $crate::examples::call!(import r#"Import::new("vpcId").from("platform").environment("production")"#) };
    (Import export) => { $crate::examples::call!(import r#"Import::new("vpcId").from("platform").export("mainVpcId")"#) };
    (Import through) => { $crate::examples::call!(import r#"Import::new("vpcId").from("platform").through(Transport::State)"#) };
    (Import sensitive) => { $crate::examples::call!(import r#"Import::new("vpcId").from("platform").sensitive(true)"#) };
    (Import account) => { $crate::examples::call!(import r#"Import::new("vpcId").from("platform").account("123456789012")"#) };
    (Import region) => { $crate::examples::call!(import r#"Import::new("vpcId").from("platform").region(Region::EuCentral1)"#) };

    (Stack region) => { $crate::examples::call!(shop r#"Stack::new("shop").region(Region::EuWest1)"#) };
    (State from) => { $crate::examples::call!(state r#"State::new().from("platform")"#) };
    (State bucket) => { $crate::examples::call!(state r#"State::new().bucket("acme-tfstate")"#) };
    (Stack role) => { $crate::examples::call!(shop r#"Stack::new("shop").role("arn:aws:iam::{account}:role/deploy")"#) };
    (Environment role) => { $crate::examples::call!(production r#"Environment::production("production").role("arn:aws:iam::333333333333:role/deploy")"#) };
    (Stack boundary) => { $crate::examples::call!(shop r#"Stack::new("shop").boundary("arn:aws:iam::{account}:policy/boundary")"#) };
    (Environment boundary) => { $crate::examples::call!(production r#"Environment::production("production").boundary("arn:aws:iam::333333333333:policy/boundary")"#) };
    (Stack network) => { $crate::examples::call!(shop r#"Stack::new("shop").network(Network::new().zones(3))"#) };
    (Stack encryption) => { $crate::examples::call!(shop r#"Stack::new("shop").encryption(Encryption::AwsManaged)"#) };
    (Stack logs) => { $crate::examples::call!(shop r#"Stack::new("shop").logs(Logs::new().retention(Days::new(30)))"#) };
    (Stack load_balancer) => { $crate::examples::call!(shop r#"Stack::new("shop").load_balancer(LoadBalancer::new().waf(true))"#) };
    (Stack cluster) => { $crate::examples::call!(shop r#"Stack::new("shop").cluster(Cluster::new().container_insights(ContainerInsights::Enhanced))"#) };
    (Stack alarms) => { $crate::examples::call!(shop r#"Stack::new("shop").alarms(Alarms::new().email("oncall@example.com"))"#) };

    (Environment region) => { $crate::examples::call!(production r#"Environment::production("production").region(Region::EuWest1)"#) };
    (Environment network) => { $crate::examples::call!(production r#"Environment::production("production").network(Network::new().zones(3))"#) };
    (Environment encryption) => { $crate::examples::call!(production r#"Environment::production("production").encryption(Encryption::AwsManaged)"#) };
    (Environment logs) => { $crate::examples::call!(production r#"Environment::production("production").logs(Logs::new().retention(Days::new(30)))"#) };
    (Environment load_balancer) => { $crate::examples::call!(production r#"Environment::production("production").load_balancer(LoadBalancer::new().waf(true))"#) };
    (Environment cluster) => { $crate::examples::call!(production r#"Environment::production("production").cluster(Cluster::new().container_insights(ContainerInsights::Enhanced))"#) };
    (Environment alarms) => { $crate::examples::call!(production r#"Environment::production("production").alarms(Alarms::new().email("oncall@example.com"))"#) };

    (Stack stack) => { $crate::examples::call!(shop r#"Stack::new("shop").stack("store")"#) };
    (Stack renamed_from) => { $crate::examples::call!(shop r#"Stack::new("store").renamed_from("shop")"#) };
    (Stack state) => { $crate::examples::call!(shop r#"Stack::new("shop").state(State::new().lock(StateLock::Both))"#) };

    (Environment tier) => { $crate::examples::call!(qa r#"Environment::new("qa").tier(Tier::Staging)"#) };
    (Environment account) => { $crate::examples::call!(production r#"Environment::production("production").account("123456789012")"#) };
    (Environment budget) => { $crate::examples::call!(production r#"Environment::production("production").budget(Money::cents(400_00))"#) };
    ($type:ident $field:ident) => { "" };
}

pub(crate) use {call, effect, example};
