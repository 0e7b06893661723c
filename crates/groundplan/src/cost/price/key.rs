//! Every price that groundplan knows: its key, the unit of its quantity, and what is charged.
//!
//! Books and families both keep to this list: a key that is misspelt fails a test, or does not compile.

use crate::cost::Decimal;
use crate::unit::{Partition, Region};

/// A price that books may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key: `nat/gateway-hour`.
    pub key: &'static str,
    /// The unit of the quantity: `hours`, `GB`, `million requests`.
    pub unit: &'static str,
    /// What is charged: `NAT gateway hours`.
    pub what: &'static str,
}

/// Declares the keys as constants, and `ALL`, the list of them.
macro_rules! keys {
    ($($name:ident = $key:literal, $unit:literal, $what:literal;)+) => {
        $(
            #[doc = concat!("The price of ", $what, ", in ", $unit, ".")]
            pub const $name: &str = $key;
        )+

        /// Every price that groundplan knows.
        pub const ALL: &[Entry] = &[$(Entry { key: $key, unit: $unit, what: $what }),+];
    };
}

/// The services that AWS sells at one price worldwide; CloudFront's differ by where its readers are.
const WORLDWIDE: [&str; 2] = ["route53/", "cloudfront/"];

/// Words of units that are many things.
const MANY: [(&str, u32); 4] = [("1k", 1_000), ("10k", 10_000), ("100k", 100_000), ("million", 1_000_000)];

/// The name of the book that holds what has one price worldwide.
pub const GLOBAL: &str = "global";

impl Entry {
    /// The price of a key, if there is such a key.
    #[must_use]
    pub fn of(key: &str) -> Option<&'static Entry> {
        ALL.iter().find(|entry| entry.key == key)
    }

    /// How many single things one unit is: 1,000,000 of `million requests`.
    #[must_use]
    pub fn per(&self) -> Decimal {
        let many = self.unit.split(' ').next().unwrap_or_default();
        let many = MANY.iter().find(|(word, _)| *word == many);
        many.map_or(Decimal::ONE, |(_, per)| Decimal::from(*per))
    }

    /// The book that holds the price for a region. AWS in China is a market of its own.
    pub(crate) fn book<'a>(key: &str, region: &'a str) -> &'a str {
        let commercial = region.parse::<Region>().is_ok_and(|region| region.partition() == Partition::Aws);
        let worldwide = WORLDWIDE.iter().any(|service| key.starts_with(service));
        if worldwide && commercial { GLOBAL } else { region }
    }
}

keys! {
    FARGATE_LINUX_X86_VCPU_HOUR = "fargate/linux-x86/vcpu-hour", "vCPU-hours", "Fargate vCPU hours";
    FARGATE_LINUX_X86_GB_HOUR = "fargate/linux-x86/gb-hour", "GB-hours", "Fargate memory";
    FARGATE_LINUX_ARM_VCPU_HOUR = "fargate/linux-arm/vcpu-hour", "vCPU-hours", "Fargate ARM vCPU hours";
    FARGATE_LINUX_ARM_GB_HOUR = "fargate/linux-arm/gb-hour", "GB-hours", "Fargate ARM memory";
    FARGATE_WINDOWS_X86_VCPU_HOUR = "fargate/windows-x86/vcpu-hour", "vCPU-hours", "Fargate Windows vCPU hours";
    FARGATE_WINDOWS_X86_LICENCE_VCPU_HOUR = "fargate/windows-x86/licence-vcpu-hour", "vCPU-hours", "Fargate Windows licences";
    FARGATE_WINDOWS_X86_GB_HOUR = "fargate/windows-x86/gb-hour", "GB-hours", "Fargate Windows memory";
    FARGATE_EPHEMERAL_GB_HOUR = "fargate/ephemeral-gb-hour", "GB-hours", "Fargate ephemeral storage";

    FARGATE_SPOT_LINUX_X86_VCPU_HOUR = "fargate-spot/linux-x86/vcpu-hour", "vCPU-hours", "Fargate Spot vCPU hours";
    FARGATE_SPOT_LINUX_X86_GB_HOUR = "fargate-spot/linux-x86/gb-hour", "GB-hours", "Fargate Spot memory";
    FARGATE_SPOT_LINUX_ARM_VCPU_HOUR = "fargate-spot/linux-arm/vcpu-hour", "vCPU-hours", "Fargate Spot ARM vCPU hours";
    FARGATE_SPOT_LINUX_ARM_GB_HOUR = "fargate-spot/linux-arm/gb-hour", "GB-hours", "Fargate Spot ARM memory";

    NAT_GATEWAY_HOUR = "nat/gateway-hour", "hours", "NAT gateway hours";
    NAT_DATA_GB = "nat/data-gb", "GB", "data through NAT gateways";
    NAT_REGIONAL_ZONE_HOUR = "nat/regional-zone-hour", "hours", "regional NAT gateway hours, each zone";
    NAT_REGIONAL_DATA_GB = "nat/regional-data-gb", "GB", "data through regional NAT gateways";

    LOAD_BALANCER_APPLICATION_HOUR = "load-balancer/application-hour", "hours", "Application Load Balancer hours";
    LOAD_BALANCER_NETWORK_HOUR = "load-balancer/network-hour", "hours", "Network Load Balancer hours";
    LOAD_BALANCER_APPLICATION_LCU_HOUR = "load-balancer/application-lcu-hour", "LCU-hours", "capacity units of Application Load Balancers";
    LOAD_BALANCER_CLASSIC_HOUR = "load-balancer/classic-hour", "hours", "Classic Load Balancer hours";
    LOAD_BALANCER_NETWORK_LCU_HOUR = "load-balancer/network-lcu-hour", "LCU-hours", "capacity units of Network Load Balancers";
    LOAD_BALANCER_CLASSIC_DATA_GB = "load-balancer/classic-data-gb", "GB", "data through Classic Load Balancers";

    VPC_ENDPOINT_INTERFACE_HOUR = "vpc-endpoint/interface-hour", "hours", "interface endpoint hours, each zone";
    VPC_ENDPOINT_INTERFACE_DATA_GB = "vpc-endpoint/interface-data-gb", "GB", "data through interface endpoints";
    VPC_ENDPOINT_GATEWAY_LOAD_BALANCER_HOUR = "vpc-endpoint/gateway-load-balancer-hour", "hours", "Gateway Load Balancer endpoint hours";
    VPC_ENDPOINT_GATEWAY_LOAD_BALANCER_DATA_GB = "vpc-endpoint/gateway-load-balancer-data-gb", "GB", "data through Gateway Load Balancer endpoints";

    LOGS_INGEST_GB = "logs/ingest-gb", "GB", "log ingestion";
    LOGS_STORAGE_GB_MONTH = "logs/storage-gb-month", "GB-months", "log storage";
    LOGS_INGEST_INFREQUENT_GB = "logs/ingest-infrequent-gb", "GB", "log ingestion, infrequent access";
    LOGS_INSIGHTS_GB = "logs/insights-gb", "GB", "Logs Insights queries";
    LOGS_VENDED_CLOUDWATCH_GB = "logs/vended-cloudwatch-gb", "GB", "vended logs to CloudWatch";
    LOGS_VENDED_S3_GB = "logs/vended-s3-gb", "GB", "vended logs to S3";

    EFS_STANDARD_GB_MONTH = "efs/standard-gb-month", "GB-months", "EFS storage";
    EFS_ONE_ZONE_GB_MONTH = "efs/one-zone-gb-month", "GB-months", "EFS One Zone storage";
    EFS_INFREQUENT_GB_MONTH = "efs/infrequent-gb-month", "GB-months", "EFS Infrequent Access storage";
    EFS_ELASTIC_INFREQUENT_GB_MONTH = "efs/elastic-infrequent-gb-month", "GB-months", "EFS Infrequent Access storage, elastic throughput";
    EFS_ARCHIVE_GB_MONTH = "efs/archive-gb-month", "GB-months", "EFS Archive storage";
    EFS_INFREQUENT_ACCESS_GB = "efs/infrequent-access-gb", "GB", "EFS Infrequent Access reads and writes";
    EFS_ELASTIC_READ_GB = "efs/elastic-read-gb", "GB", "EFS elastic reads";
    EFS_ELASTIC_WRITE_GB = "efs/elastic-write-gb", "GB", "EFS elastic writes";
    EFS_PROVISIONED_MIBPS = "efs/provisioned-mibps", "MiBps-months", "EFS provisioned throughput";

    IPV4_ADDRESS_HOUR = "ipv4/address-hour", "hours", "public IPv4 addresses";

    KMS_KEY = "kms/key", "keys", "KMS keys";
    KMS_REQUEST = "kms/request", "10k requests", "KMS requests";
    KMS_ASYMMETRIC_REQUEST = "kms/asymmetric-request", "10k requests", "KMS requests to asymmetric keys";
    KMS_ECC_KEY_PAIR = "kms/ecc-key-pair", "10k requests", "ECC data key pairs";
    KMS_RSA_KEY_PAIR = "kms/rsa-key-pair", "10k requests", "RSA data key pairs";

    SECRETS_MANAGER_SECRET = "secrets-manager/secret", "secrets", "secrets";
    SECRETS_MANAGER_REQUEST = "secrets-manager/request", "10k requests", "requests for secrets";

    TRANSFER_ZONE_GB = "transfer/zone-gb", "GB", "data between zones";
    TRANSFER_INTERNET_GB = "transfer/internet-gb", "GB", "data to the internet";
    TRANSFER_REGION_GB = "transfer/region-gb", "GB", "data to other regions";
    TRANSFER_US_EAST_GB = "transfer/us-east-gb", "GB", "data between us-east-1 and us-east-2";

    CLOUDWATCH_ALARM = "cloudwatch/alarm", "alarm metrics", "alarms";
    CLOUDWATCH_HIGH_RESOLUTION_ALARM = "cloudwatch/high-resolution-alarm", "alarm metrics", "high-resolution alarms";
    CLOUDWATCH_COMPOSITE_ALARM = "cloudwatch/composite-alarm", "alarms", "composite alarms";
    CLOUDWATCH_METRICS_INSIGHTS_ALARM = "cloudwatch/metrics-insights-alarm", "analysed metrics", "Metrics Insights alarms";
    CLOUDWATCH_METRIC = "cloudwatch/metric", "metrics", "custom metrics";
    CLOUDWATCH_CONTAINER_INSIGHTS_METRIC = "cloudwatch/container-insights-metric", "metrics", "Container Insights metrics";
    CLOUDWATCH_DASHBOARD = "cloudwatch/dashboard", "dashboards", "dashboards";

    S3_STANDARD_GB_MONTH = "s3/standard-gb-month", "GB-months", "S3 Standard storage";
    S3_WRITE_REQUEST = "s3/write-request", "1k requests", "S3 writing and listing requests";
    S3_READ_REQUEST = "s3/read-request", "1k requests", "S3 reading requests";
    S3_STANDARD_INFREQUENT_GB_MONTH = "s3/standard-infrequent-gb-month", "GB-months", "S3 Standard-IA storage";
    S3_ONE_ZONE_INFREQUENT_GB_MONTH = "s3/one-zone-infrequent-gb-month", "GB-months", "S3 One Zone-IA storage";
    S3_GLACIER_FLEXIBLE_GB_MONTH = "s3/glacier-flexible-gb-month", "GB-months", "S3 Glacier Flexible Retrieval storage";
    S3_GLACIER_DEEP_ARCHIVE_GB_MONTH = "s3/glacier-deep-archive-gb-month", "GB-months", "S3 Glacier Deep Archive storage";
    S3_INFREQUENT_TRANSITION = "s3/infrequent-transition", "1k requests", "S3 transitions to infrequent access";
    S3_GLACIER_FLEXIBLE_TRANSITION = "s3/glacier-flexible-transition", "1k requests", "S3 transitions to Glacier Flexible Retrieval";
    S3_GLACIER_DEEP_ARCHIVE_TRANSITION = "s3/glacier-deep-archive-transition", "1k requests", "S3 transitions to Glacier Deep Archive";
    S3_INFREQUENT_RETRIEVAL_GB = "s3/infrequent-retrieval-gb", "GB", "S3 retrieval from infrequent access";
    S3_INTELLIGENT_TIERING_OBJECT = "s3/intelligent-tiering-object", "1k objects", "S3 Intelligent-Tiering monitoring";

    DYNAMODB_WRITE_REQUEST = "dynamodb/write-request", "million requests", "DynamoDB write requests";
    DYNAMODB_READ_REQUEST = "dynamodb/read-request", "million requests", "DynamoDB read requests";
    DYNAMODB_WRITE_CAPACITY_HOUR = "dynamodb/write-capacity-hour", "WCU-hours", "DynamoDB write capacity";
    DYNAMODB_READ_CAPACITY_HOUR = "dynamodb/read-capacity-hour", "RCU-hours", "DynamoDB read capacity";
    DYNAMODB_STORAGE_GB_MONTH = "dynamodb/storage-gb-month", "GB-months", "DynamoDB storage";
    DYNAMODB_POINT_IN_TIME_GB_MONTH = "dynamodb/point-in-time-gb-month", "GB-months", "DynamoDB point-in-time recovery";
    DYNAMODB_BACKUP_GB_MONTH = "dynamodb/backup-gb-month", "GB-months", "DynamoDB backups";
    DYNAMODB_RESTORE_GB = "dynamodb/restore-gb", "GB", "DynamoDB restores";
    DYNAMODB_STREAM_READ = "dynamodb/stream-read", "million requests", "DynamoDB stream reads";

    SSM_ADVANCED_PARAMETER = "ssm/advanced-parameter", "parameters", "advanced parameters";
    SSM_REQUEST = "ssm/request", "10k requests", "requests for advanced parameters";

    ECR_STORAGE_GB_MONTH = "ecr/storage-gb-month", "GB-months", "image storage";

    ROUTE53_ZONE = "route53/zone", "zones", "hosted zones";
    ROUTE53_STANDARD_QUERY = "route53/standard-query", "million queries", "DNS queries";
    ROUTE53_LATENCY_QUERY = "route53/latency-query", "million queries", "latency-based DNS queries";
    ROUTE53_GEO_QUERY = "route53/geo-query", "million queries", "geographic DNS queries";
    ROUTE53_AWS_HEALTH_CHECK = "route53/aws-health-check", "health checks", "health checks of AWS endpoints";
    ROUTE53_OTHER_HEALTH_CHECK = "route53/other-health-check", "health checks", "health checks of other endpoints";
    ROUTE53_AWS_HEALTH_CHECK_OPTION = "route53/aws-health-check-option", "options", "options of health checks of AWS endpoints";
    ROUTE53_OTHER_HEALTH_CHECK_OPTION = "route53/other-health-check-option", "options", "options of health checks of other endpoints";

    WAF_ACL = "waf/acl", "ACLs", "web ACLs";
    WAF_RULE = "waf/rule", "rules", "WAF rules";
    WAF_REQUEST = "waf/request", "million requests", "requests through WAF";
    WAF_PAID_GROUP = "waf/paid-group", "groups", "paid rule groups of WAF";

    SNS_REQUEST = "sns/request", "million requests", "SNS requests";
    SNS_HTTP_DELIVERY = "sns/http-delivery", "100k deliveries", "SNS deliveries by HTTP";
    SNS_EMAIL_DELIVERY = "sns/email-delivery", "100k deliveries", "SNS deliveries by mail";
    SNS_FIFO_REQUEST = "sns/fifo-request", "million requests", "SNS FIFO requests";
    SNS_FIFO_PAYLOAD_GB = "sns/fifo-payload-gb", "GB", "SNS FIFO payload";

    SQS_STANDARD_REQUEST = "sqs/standard-request", "million requests", "SQS requests";
    SQS_FIFO_REQUEST = "sqs/fifo-request", "million requests", "SQS FIFO requests";

    LAMBDA_REQUEST = "lambda/request", "million requests", "Lambda requests";
    LAMBDA_X86_GB_SECOND = "lambda/x86-gb-second", "GB-seconds", "Lambda duration";
    LAMBDA_ARM_GB_SECOND = "lambda/arm-gb-second", "GB-seconds", "Lambda ARM duration";

    EVENTBRIDGE_CUSTOM_EVENT = "eventbridge/custom-event", "million events", "custom events";
    EVENTBRIDGE_SCHEDULE_INVOCATION = "eventbridge/schedule-invocation", "million invocations", "EventBridge Scheduler invocations";

    CLOUD_MAP_RESOURCE = "cloud-map/resource", "resources", "Cloud Map resources";
    CLOUD_MAP_API_CALL = "cloud-map/api-call", "million calls", "Cloud Map discovery calls";

    PRIVATE_CA_GENERAL = "private-ca/general", "authorities", "private certificate authorities";
    PRIVATE_CA_SHORT_LIVED = "private-ca/short-lived", "authorities", "private certificate authorities for short-lived certificates";
    PRIVATE_CA_CERTIFICATE = "private-ca/certificate", "certificates", "private certificates";
    PRIVATE_CA_SHORT_LIVED_CERTIFICATE = "private-ca/short-lived-certificate", "certificates", "short-lived private certificates";

    CLOUDTRAIL_MANAGEMENT_EVENTS = "cloudtrail/management-events", "100k events", "further copies of management events";
    CLOUDTRAIL_DATA_EVENTS = "cloudtrail/data-events", "100k events", "data events";
    CLOUDTRAIL_INSIGHT_EVENTS = "cloudtrail/insight-events", "100k events", "events analysed by Insights";

    API_GATEWAY_HTTP_REQUEST = "api-gateway/http-request", "million requests", "HTTP API requests";
    API_GATEWAY_REST_REQUEST = "api-gateway/rest-request", "million requests", "REST API requests";
    API_GATEWAY_WEBSOCKET_MESSAGE = "api-gateway/websocket-message", "million messages", "WebSocket API messages";

    CLOUDFRONT_US_GB = "cloudfront/us-gb", "GB", "CloudFront data out, United States";
    CLOUDFRONT_EUROPE_GB = "cloudfront/europe-gb", "GB", "CloudFront data out, Europe";
    CLOUDFRONT_US_HTTPS_REQUEST = "cloudfront/us-https-request", "10k requests", "CloudFront HTTPS requests, United States";
    CLOUDFRONT_EUROPE_HTTPS_REQUEST = "cloudfront/europe-https-request", "10k requests", "CloudFront HTTPS requests, Europe";
    CLOUDFRONT_EUROPE_HTTP_REQUEST = "cloudfront/europe-http-request", "10k requests", "CloudFront HTTP requests, Europe";
    CLOUDFRONT_EUROPE_ORIGIN_GB = "cloudfront/europe-origin-gb", "GB", "CloudFront data to the origin, Europe";

    RDS_POSTGRES_DB_T4G_MICRO_HOUR = "rds/postgres/db.t4g.micro-hour", "hours", "RDS PostgreSQL db.t4g.micro hours";
    RDS_POSTGRES_DB_T4G_MEDIUM_HOUR = "rds/postgres/db.t4g.medium-hour", "hours", "RDS PostgreSQL db.t4g.medium hours";
    RDS_POSTGRES_DB_T3_MICRO_HOUR = "rds/postgres/db.t3.micro-hour", "hours", "RDS PostgreSQL db.t3.micro hours";
    RDS_POSTGRES_DB_T4G_SMALL_HOUR = "rds/postgres/db.t4g.small-hour", "hours", "RDS PostgreSQL db.t4g.small hours";
    RDS_GP3_GB_MONTH = "rds/gp3-gb-month", "GB-months", "RDS gp3 storage";
    RDS_GP2_GB_MONTH = "rds/gp2-gb-month", "GB-months", "RDS gp2 storage";
    RDS_MULTI_ZONE_GP3_GB_MONTH = "rds/multi-zone-gp3-gb-month", "GB-months", "RDS gp3 storage in two zones";
    RDS_MULTI_ZONE_GP2_GB_MONTH = "rds/multi-zone-gp2-gb-month", "GB-months", "RDS gp2 storage in two zones";
    RDS_BACKUP_GB_MONTH = "rds/backup-gb-month", "GB-months", "RDS backups";

    AURORA_CAPACITY_UNIT_HOUR = "aurora/capacity-unit-hour", "ACU-hours", "Aurora Serverless capacity";
    AURORA_IO_OPTIMIZED_CAPACITY_UNIT_HOUR = "aurora/io-optimized-capacity-unit-hour", "ACU-hours", "Aurora Serverless capacity, I/O-Optimized";
    AURORA_STORAGE_GB_MONTH = "aurora/storage-gb-month", "GB-months", "Aurora storage";
    AURORA_IO_REQUEST = "aurora/io-request", "million requests", "Aurora I/O";
    AURORA_BACKUP_GB_MONTH = "aurora/backup-gb-month", "GB-months", "Aurora backups";

    EBS_GP3_GB_MONTH = "ebs/gp3-gb-month", "GB-months", "gp3 volumes";
    EBS_GP2_GB_MONTH = "ebs/gp2-gb-month", "GB-months", "gp2 volumes";

    EKS_CLUSTER_HOUR = "eks/cluster-hour", "hours", "EKS cluster hours";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_key_stands_twice_and_no_two_mean_the_same() {
        let keys: BTreeSet<&str> = ALL.iter().map(|entry| entry.key).collect();
        let whats: BTreeSet<&str> = ALL.iter().map(|entry| entry.what).collect();
        assert_eq!((keys.len(), whats.len()), (ALL.len(), ALL.len()));
    }

    #[test]
    fn units_tell_how_many_things_they_are() {
        let per = |key: &str| Entry::of(key).map(Entry::per);
        assert_eq!(per(SQS_STANDARD_REQUEST), Some(1_000_000.into()));
        assert_eq!(per(KMS_REQUEST), Some(10_000.into()));
        assert_eq!(per(NAT_DATA_GB), Some(Decimal::ONE));
    }

    #[test]
    fn what_has_one_price_worldwide_is_looked_up_in_one_place() {
        assert_eq!(Entry::book(ROUTE53_ZONE, "eu-south-2"), GLOBAL);
        assert_eq!(Entry::book(ROUTE53_ZONE, "cn-north-1"), "cn-north-1");
        assert_eq!(Entry::book(NAT_GATEWAY_HOUR, "eu-west-1"), "eu-west-1");
    }
}
