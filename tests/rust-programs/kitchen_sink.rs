// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.

use groundplan::prelude::*;
use groundplan::terraform::{Expression, Text, Value};

fn main() -> Result<(), groundplan::Error> {
    let wanted = std::env::args().nth(1);
    for file in stack()?.synth()?.files() {
        match &wanted {
            Some(wanted) if *wanted == file.path => print!("{}", file.text),
            Some(_) => {}
            None => println!("{} ({} bytes)", file.path, file.text.len()),
        }
    }
    Ok(())
}

fn stack() -> Result<Stack, groundplan::Error> {
    let network = Network::new()
        .cidr("10.44.0.0/16")
        .zones(3)
        .egress(Egress::RegionalNat)
        .flow_logs(
            FlowLogs::new()
                .traffic(FlowLogTraffic::Reject)
                .destination(FlowLogDestination::S3)
                .retention(Days::new(60)),
        )
        .existing(
            ExistingNetwork::new("vpc-0ab1")
                .private_subnets([Text::from("subnet-0a1"), Text::from(Network::new().vpc_id())])
                .public_subnets(["tag:Tier=public"]),
        )
        .from(StackReference::new("platform").environment("shared"));

    let topic = Import::new("topic")
        .from("platform")
        .environment("shared")
        .export("topicArn")
        .through(Transport::State)
        .kind(ValueType::Text)
        .sensitive(false)
        .account("012345678901")
        .region(Region::EuCentral1);

    let db_password = Secret::new("dbPassword")
        .description("Password ${x}")
        .recovery(Days::new(7))
        .renamed_from("password");

    let old = Secret::new("old")
        .arn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:legacy-AbCdEf")
        .kms_key("arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1");

    let queue = Module::new("queue")
        .source("terraform-aws-modules/sqs/aws")
        .version("~> 4.2")
        .input("name", "orders")
        .input("vpc", network.vpc_id())
        .input("both", Text::join([Text::from("a"), Text::from(network.vpc_id())]))
        .renamed_from("jobs");

    let api = EcsFargateService::new("api")
        .image(Image::new("ghcr.io/example/api").tag_variable("api_tag"))
        .port(8080)
        .size((Vcpu::HALF, Memory::gib(1)))
        .architecture(Architecture::Arm)
        .ephemeral_storage(Memory::gib(50))
        .public(
            Public::new()
                .host("api.example.com")
                .path("/v1/*")
                .zone("example.com")
                .certificate("arn:aws:acm:eu-west-1:123456789012:certificate/4f0c52e1")
                .priority(120),
        )
        .uses("short")
        .uses(Use::new("own").env(UseEnv::new().host("OWN_HOST").port("OWN_PORT")))
        .uses(Use::new("digest").env("DIGESTS_URL"))
        .service_connect(
            ServiceConnect::new()
                .protocol(AppProtocol::Http)
                .dns_name("backend")
                .request_timeout(Seconds::new(60))
                .idle_timeout(Seconds::new(120))
                .access_logs(AccessLogFormat::Json),
        )
        .health_check(
            HealthCheck::new()
                .path("/healthz")
                .matcher("200-299")
                .interval(Seconds::new(20))
                .timeout(Seconds::new(4))
                .healthy(3)
                .unhealthy(4)
                .grace(Seconds::new(120))
                .command(
                    ContainerHealthCheck::patch()
                        .command(["curl -f http://localhost:8080/ || exit 1"])
                        .interval(Seconds::new(20))
                        .timeout(Seconds::new(4))
                        .retries(4)
                        .start_period(Seconds::new(90)),
                ),
        )
        .env("TOPIC", topic.value())
        .env("TEMPLATE", "${amount} EUR")
        .env("VPC_ID", network.vpc_id())
        .secret("DB_PASSWORD", &db_password)
        .secret("DB_USER", old.key("user"))
        .secret(
            "API_TOKEN",
            SecretSource::from_ssm("/sink/token").kms_key("arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1"),
        )
        .env_files("arn:aws:s3:::sink-config/common.env")
        .env_files(
            EnvFile::new("arn:aws:s3:::sink-config/api.env").kms_key("arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1"),
        )
        .command(["serve", "--verbose"])
        .entrypoint(["/bin/api"])
        .working_directory("/srv")
        .user("1000:1000")
        .read_only_root(false)
        .writable("/data")
        .init(false)
        .capabilities("SYS_PTRACE")
        .ulimit("nofile", Ulimit::patch().soft(65535).hard(1048576))
        .ulimit("core", Ulimit::patch().soft(0).hard(0))
        .restart_policy(
            RestartPolicy::new()
                .ignored_exit_codes(0)
                .ignored_exit_codes(143)
                .restart_attempt_period(Seconds::new(180)),
        )
        .sidecar(
            Sidecar::new("otel")
                .image(Image::new("registry.example.com/otel:1.0").credentials("dbPassword"))
                .essential(false)
                .depends_on("migrate", ContainerCondition::Complete)
                .health_check(["/healthcheck"])
                .env("LEVEL", "info")
                .secret("TOKEN", &db_password)
                .env_files("arn:aws:s3:::sink-config/otel.env")
                .command(["--config=/etc/otel.yaml"])
                .entrypoint(["/otel"])
                .working_directory("/etc")
                .user("10001")
                .read_only_root(true)
                .writable("/var/otel")
                .memory(Memory::mib(256))
                .memory_reservation(Memory::mib(128))
                .vcpu(Vcpu::units(64))
                .init(true)
                .capabilities("SYS_PTRACE")
                .ulimit("nofile", Ulimit::patch().soft(65535).hard(65535))
                .restart_policy(RestartPolicy::new())
                .start_timeout(Seconds::new(60))
                .stop_timeout(Seconds::new(20)),
        )
        .sidecar(
            Sidecar::new("migrate")
                .image("ghcr.io/example/api:1.0")
                .command(["./migrate"]),
        )
        .depends_on("otel", ContainerCondition::Healthy)
        .depends_on("migrate", ContainerCondition::Success)
        .scale(
            Scale::new()
                .min(2)
                .max(10)
                .cpu(Percent::new(60))
                .memory(Percent::new(70))
                .requests_per_task(800)
                .with_json(r#"{ "hours": "mon-fri 07:00-19:00 Europe/Berlin" }"#)?,
        )
        .capacity(Capacity::Mixed)
        .grant(Grant::new(
            ["s3:PutObject"],
            [
                Arn::from("arn:aws:s3:::exports/*"),
                Arn::from_text(Expression::raw("aws_s3_bucket.x.arn")),
            ],
        ))
        .allow_egress("10.20.0.0/16", 5432)
        .exec(true)
        .stop_timeout(Seconds::new(90))
        .deploy(Deploy::new().wait_for_steady_state(true))
        .deregistration_delay(Seconds::new(20))
        .alarms(Alarms::none())
        .usage(
            ServiceUsage::new()
                .requests(Count::new(30_000_000))
                .response_size(DataSize::kb(20))
                .request_size(DataSize::kb(2))
                .logs_per_request(DataSize::bytes(500))
                .data_out(DataSize::gb(200))
                .data_in(DataSize::gb(100))
                .tasks(Count::new(4)),
        )
        .renamed_from("backend");

    let short = EcsFargateService::new("short").image("ghcr.io/example/short:1.0");
    let own = EcsFargateService::new("own").image(Image::from_repository("shop/own").tag("v1"));

    let digest = EcsFargateService::new("digest").image(
        Image::from_repository("shop/digest").digest_variable("digest"),
    );

    let live = Environment::production("live")
        .account("012345678901")
        .region(Region::EuCentral1)
        .tag("team", "platform")
        .budget(Money::cents(250_000))
        .encryption(Encryption::AwsManaged)
        .logs(Logs::new().retention(Days::new(30)))
        .network(Network::patch().flow_logs(FlowLogs::none()))
        .secret(Secret::new("more"))
        .cluster(Cluster::new().container_insights(ContainerInsights::Disabled))
        .load_balancer(LoadBalancer::new().access_logs(AccessLogs::none()))
        .service(
            EcsFargateService::patch("api")
                .size(Size::patch().vcpu(Vcpu::ONE))
                .without_use("own")
                .restart_policy(RestartPolicy::none())
                .without_sidecar("otel"),
        )
        .without_service("short")
        .alarms(Alarms::none())
        .module(Module::new("topic").source("../modules/topic"))
        .share(Share::Cluster)
        .export("zones", "a")
        .import(Import::new("topic").from("base"))
        .role("arn:aws:iam::012345678901:role/deploy")
        .boundary("arn:aws:iam::012345678901:policy/boundary")
        .raw(Raw::resource("aws_sqs_queue", "extra").set("delay_seconds", 5))
        .overriding("aws_vpc.main", Override::new().set("enable_dns_support", true))
        .defaults(
            Defaults::new().services(EcsFargateService::default().stop_timeout(Seconds::new(40))),
        )
        .waive(Rule::NAT_GATEWAY_PER_ZONE, "egress leaves through the transit gateway");

    let stack = Stack::new("sink")
        .renamed_from("basin")
        .region(Region::EuWest1)
        .tag("team", "storefront")
        .tag("vpc", network.vpc_id())
        .tag("both", Text::join([Text::from("a"), Text::from(network.vpc_id())]))
        .state(
            State::new()
                .lock(StateLock::Both)
                .noncurrent_versions(Days::new(45))
                .encryption(Encryption::AwsManaged)
                .from("platform")
                .bucket("acme-tfstate"),
        )
        .encryption(Encryption::CustomerKey)
        .logs(Logs::new().retention(Days::new(400)).skip_destroy(true))
        .cluster(
            Cluster::new()
                .container_insights(ContainerInsights::Enhanced)
                .existing("shared")
                .from("platform"),
        )
        .load_balancer(
            LoadBalancer::new()
                .scheme(LoadBalancerScheme::Internal)
                .deletion_protection(true)
                .access_logs(AccessLogs::new().retention(Days::new(30)))
                .waf(true)
                .http_redirect(false)
                .tls_policy("ELBSecurityPolicy-TLS13-1-3-2021-06")
                .idle_timeout(Seconds::new(90))
                .security_headers(true)
                .host("*.example.com")
                .zone("example.com")
                .certificate("arn:aws:acm:eu-west-1:123456789012:certificate/4f0c52e1")
                .existing(
                    ExistingLoadBalancer::new("arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2").security_group("sg-0ab1"),
                )
                .from("platform"),
        )
        .alarms(
            Alarms::new()
                .email("oncall@example.com")
                .https("https://alerts.example.com/hook")
                .level(AlarmLevel::Essential)
                .cpu(Percent::new(80))
                .memory(Percent::new(90))
                .latency(Seconds::new(3))
                .errors(7),
        )
        .share(Share::Network)
        .share(Share::Cluster)
        .share(Share::LoadBalancer)
        .export("vpcId", network.vpc_id())
        .export(
            "zones",
            Export::new(vec![Text::from("a"), Text::from(network.vpc_id())])
                .kind(ValueType::List)
                .description("Zones ${x}")
                .sensitive(true)
                .through(Transport::State),
        )
        .role("arn:aws:iam::{account}:role/deploy")
        .boundary("arn:aws:iam::{account}:policy/boundary")
        .overriding(
            "aws_vpc.main",
            Override::new()
                .set("instance_tenancy", "default")
                .merge("tags", Value::Object(vec![("Owner".into(), Value::from("platform"))]))
                .append("lifecycle.ignore_changes", ["tags"])
                .delete("tags.Name"),
        )
        .defaults(
            Defaults::new().services(
                EcsFargateService::default()
                    .env("STAGE", "{environment}")
                    .stop_timeout(Seconds::new(30)),
            ),
        )
        .waive(Rule::FLOW_LOGS, "recorded elsewhere")
        .with_json(r#"{
            "raw": {
                "terraform": {
                    "required_providers": {
                        "random": { "source": "hashicorp/random", "version": "~> 3.6" }
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": { "provider": { "aws": { "alias": "virginia", "region": "us-east-1" } } }
        }"#)?
        .with_json(r#"{
            "raw": { "variable": { "size": { "type": "string", "default": "small" } } }
        }"#)?
        .raw(Raw::local(
            "sizes",
            Value::Object(vec![(
                "small".into(),
                Value::List(vec![Value::from(1), Value::Null, Value::from(true)]),
            )]),
        ))
        .with_json(r#"{
            "raw": { "data": { "aws_region": { "virginia": { "provider": "aws.virginia" } } } }
        }"#)?
        .raw(
            Raw::ephemeral("aws_secretsmanager_secret_version", "token").set("secret_id", "token"),
        )
        .raw(
            Raw::resource("aws_sqs_queue", "extra")
                .set("name", "extra")
                .set("tags", Value::Object(vec![("Vpc".into(), Value::from(network.vpc_id()))])),
        )
        .raw(
            Raw::action("aws_lambda_invoke", "warm").set(
                "config",
                Value::Object(vec![
                    ("function_name".into(), Value::from("warm")),
                    ("payload".into(), Value::from("{}")),
                ]),
            ),
        )
        .with_json(r#"{ "raw": { "module": { "topic_raw": { "source": "../modules/topic" } } } }"#)?
        .with_json(r#"{
            "raw": {
                "output": { "size": { "value": { "$expr": "lookup(local.sizes, var.size)" } } }
            }
        }"#)?
        .with_json(r#"{
            "raw": {
                "check": {
                    "size": {
                        "assert": {
                            "condition": { "$expr": "length(var.size) > 0" },
                            "error_message": "no size"
                        }
                    }
                }
            }
        }"#)?
        .with_json(r#"{
            "raw": { "moved": { "from": "aws_sqs_queue.old", "to": "aws_sqs_queue.extra" } }
        }"#)?
        .with_json(r#"{
            "raw": {
                "import": { "to": "aws_sqs_queue.extra", "id": "https://example.com/extra" }
            }
        }"#)?
        .with_json(r#"{
            "raw": {
                "removed": { "from": "aws_sqs_queue.gone", "lifecycle": { "destroy": false } }
            }
        }"#)?
        .network(network)
        .secret(db_password)
        .secret(old)
        .service(api)
        .service(short)
        .service(own)
        .service(digest)
        .module(queue)
        .import(topic)
        .environment(live);

    Ok(stack)
}
