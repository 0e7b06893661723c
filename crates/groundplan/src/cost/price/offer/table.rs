//! Which meter of AWS each price is.
//!
//! Usage types are those of AWS's offer files. What has none here is in no file (dashboards, Spot), or it was
//! not seen in one: its figure is kept when books are rebuilt.

use super::meter::Meter;
use super::prefix::Naming;
use crate::cost::price::key;

/// A line for each meter: the key, its usage type, a distinguishing attribute, how the region is named, and how
/// many of AWS's units one of ours is.
macro_rules! meters {
    ($($offer:literal { $(
        $key:ident $usage:literal $([$name:literal = $value:literal])? $(by $naming:ident)? $(x $per:literal)?;
    )+ })+) => {
        &[$($(Meter {
            key: key::$key,
            offer: $offer,
            usage: $usage,
            naming: naming!($($naming)?),
            also: also!($($name $value)?),
            per: per!($($per)?),
        }),+),+]
    };
}

macro_rules! naming {
    () => {
        Naming::Code
    };
    ($naming:ident) => {
        Naming::$naming
    };
}

macro_rules! also {
    () => {
        None
    };
    ($name:literal $value:literal) => {
        Some(($name, $value))
    };
}

macro_rules! per {
    () => {
        1
    };
    ($per:literal) => {
        $per
    };
}

pub(super) const METERS: &[Meter] = meters! {
    "AmazonECS" {
        FARGATE_LINUX_X86_VCPU_HOUR "Fargate-vCPU-Hours:perCPU";
        FARGATE_LINUX_X86_GB_HOUR "Fargate-GB-Hours";
        FARGATE_LINUX_ARM_VCPU_HOUR "Fargate-ARM-vCPU-Hours:perCPU";
        FARGATE_LINUX_ARM_GB_HOUR "Fargate-ARM-GB-Hours";
        FARGATE_WINDOWS_X86_VCPU_HOUR "Fargate-Windows-vCPU-Hours:perCPU";
        FARGATE_WINDOWS_X86_LICENCE_VCPU_HOUR "Fargate-Windows-OS-Hours:perCPU";
        FARGATE_WINDOWS_X86_GB_HOUR "Fargate-Windows-GB-Hours";
        FARGATE_EPHEMERAL_GB_HOUR "Fargate-EphemeralStorage-GB-Hours";
    }
    "AmazonEC2" {
        NAT_GATEWAY_HOUR "NatGateway-Hours";
        NAT_DATA_GB "NatGateway-Bytes";
        NAT_REGIONAL_ZONE_HOUR "RegionalNatGateway-Hours";
        NAT_REGIONAL_DATA_GB "RegionalNatGateway-Bytes";
        EBS_GP3_GB_MONTH "EBS:VolumeUsage.gp3";
        EBS_GP2_GB_MONTH "EBS:VolumeUsage.gp2";
    }
    "AWSELB" {
        LOAD_BALANCER_APPLICATION_HOUR "LoadBalancerUsage" ["operation" = "LoadBalancing:Application"];
        LOAD_BALANCER_APPLICATION_LCU_HOUR "LCUUsage" ["operation" = "LoadBalancing:Application"];
        LOAD_BALANCER_NETWORK_HOUR "LoadBalancerUsage" ["operation" = "LoadBalancing:Network"];
        LOAD_BALANCER_NETWORK_LCU_HOUR "LCUUsage" ["operation" = "LoadBalancing:Network"];
        LOAD_BALANCER_CLASSIC_HOUR "LoadBalancerUsage" ["operation" = "LoadBalancing"];
        LOAD_BALANCER_CLASSIC_DATA_GB "DataProcessing-Bytes" ["operation" = "LoadBalancing"];
    }
    "AmazonVPC" {
        IPV4_ADDRESS_HOUR "PublicIPv4:InUseAddress";
        VPC_ENDPOINT_INTERFACE_HOUR "VpcEndpoint-Hours";
        VPC_ENDPOINT_INTERFACE_DATA_GB "VpcEndpoint-Bytes";
        VPC_ENDPOINT_GATEWAY_LOAD_BALANCER_HOUR "VpcEndpoint-GWLBE-Hours";
        VPC_ENDPOINT_GATEWAY_LOAD_BALANCER_DATA_GB "VpcEndpoint-GWLBE-Bytes";
    }
    "AmazonCloudWatch" {
        LOGS_INGEST_GB "DataProcessing-Bytes";
        LOGS_INGEST_INFREQUENT_GB "DataProcessingIA-Bytes";
        LOGS_STORAGE_GB_MONTH "TimedStorage-ByteHrs";
        LOGS_INSIGHTS_GB "DataScanned-Bytes";
        LOGS_VENDED_CLOUDWATCH_GB "VendedLog-Bytes";
        LOGS_VENDED_S3_GB "S3-Egress-Bytes";
        CLOUDWATCH_ALARM "CW:AlarmMonitorUsage";
        CLOUDWATCH_HIGH_RESOLUTION_ALARM "CW:HighResAlarmMonitorUsage";
        CLOUDWATCH_COMPOSITE_ALARM "CW:CompositeAlarmMonitorUsage";
        CLOUDWATCH_METRICS_INSIGHTS_ALARM "CW:MetricInsightAlarmUsage";
        CLOUDWATCH_METRIC "CW:MetricMonitorUsage";
    }
    "AmazonS3" {
        S3_STANDARD_GB_MONTH "TimedStorage-ByteHrs";
        S3_WRITE_REQUEST "Requests-Tier1" x 1_000;
        S3_READ_REQUEST "Requests-Tier2" x 1_000;
        S3_STANDARD_INFREQUENT_GB_MONTH "TimedStorage-SIA-ByteHrs";
        S3_ONE_ZONE_INFREQUENT_GB_MONTH "TimedStorage-ZIA-ByteHrs";
        S3_GLACIER_FLEXIBLE_GB_MONTH "TimedStorage-GlacierByteHrs";
        S3_GLACIER_DEEP_ARCHIVE_GB_MONTH "TimedStorage-GDA-ByteHrs";
        S3_INFREQUENT_RETRIEVAL_GB "Retrieval-SIA";
        S3_INTELLIGENT_TIERING_OBJECT "Monitoring-Automation-INT" x 1_000;
    }
    "AWSDataTransfer" {
        TRANSFER_INTERNET_GB "DataTransfer-Out-Bytes" ["transferType" = "AWS Outbound"];
        TRANSFER_ZONE_GB "DataTransfer-Regional-Bytes" ["transferType" = "IntraRegion"];
    }
    "AmazonDynamoDB" {
        DYNAMODB_WRITE_REQUEST "WriteRequestUnits" x 1_000_000;
        DYNAMODB_READ_REQUEST "ReadRequestUnits" x 1_000_000;
        DYNAMODB_WRITE_CAPACITY_HOUR "WriteCapacityUnit-Hrs";
        DYNAMODB_READ_CAPACITY_HOUR "ReadCapacityUnit-Hrs";
        DYNAMODB_STORAGE_GB_MONTH "TimedStorage-ByteHrs";
        DYNAMODB_POINT_IN_TIME_GB_MONTH "TimedPITRStorage-ByteHrs";
        DYNAMODB_BACKUP_GB_MONTH "TimedBackupStorage-ByteHrs";
        DYNAMODB_RESTORE_GB "RestoreDataSize-Bytes";
        DYNAMODB_STREAM_READ "Streams-RequestsCount" x 1_000_000;
    }
    "awskms" {
        KMS_KEY "KMS-Keys" by Name;
        KMS_REQUEST "KMS-Requests" by Name x 10_000;
        KMS_ASYMMETRIC_REQUEST "KMS-Requests-Asymmetric" by Name x 10_000;
        KMS_ECC_KEY_PAIR "KMS-Requests-GenerateDatakeyPair-ECC" by Name x 10_000;
        KMS_RSA_KEY_PAIR "KMS-Requests-GenerateDatakeyPair-RSA" by Name x 10_000;
    }
    "AWSSecretsManager" {
        SECRETS_MANAGER_SECRET "AWSSecretsManager-Secrets";
        SECRETS_MANAGER_REQUEST "AWSSecretsManagerAPIRequest" x 10_000;
    }
    "AWSSystemsManager" {
        SSM_ADVANCED_PARAMETER "PS-Advanced-Param-Tier1";
    }
    "AmazonECR" {
        ECR_STORAGE_GB_MONTH "TimedStorage-ByteHrs";
    }
    "awswaf" {
        WAF_ACL "WebACLV2";
        WAF_RULE "RuleV2";
        WAF_REQUEST "RequestV2-Tier1" x 1_000_000;
    }
    "AmazonEFS" {
        EFS_STANDARD_GB_MONTH "TimedStorage-ByteHrs";
        EFS_ONE_ZONE_GB_MONTH "TimedStorage-Z-ByteHrs";
        EFS_INFREQUENT_GB_MONTH "IATimedStorage-ByteHrs";
        EFS_PROVISIONED_MIBPS "ProvisionedTP-MiBpsHrs";
    }
    "AmazonSNS" {
        SNS_REQUEST "Requests-Tier1" x 1_000_000;
        SNS_HTTP_DELIVERY "DeliveryAttempts-HTTP" x 100_000;
        SNS_EMAIL_DELIVERY "DeliveryAttempts-SMTP" x 100_000;
        SNS_FIFO_REQUEST "F-Request-Tier1" x 1_000_000;
        SNS_FIFO_PAYLOAD_GB "F-Ingress-Tier1";
    }
    "AWSQueueService" {
        SQS_STANDARD_REQUEST "Requests-Tier1" x 1_000_000;
        SQS_FIFO_REQUEST "Requests-FIFO-Tier1" x 1_000_000;
    }
    "AWSLambda" {
        LAMBDA_REQUEST "Request" x 1_000_000;
        LAMBDA_X86_GB_SECOND "Lambda-GB-Second";
        LAMBDA_ARM_GB_SECOND "Lambda-GB-Second-ARM";
    }
    "AWSEvents" {
        EVENTBRIDGE_CUSTOM_EVENT "Event-64K-Chunks" ["operation" = "PutEvents"] x 1_000_000;
        EVENTBRIDGE_SCHEDULE_INVOCATION "ScheduledInvocation" x 1_000_000;
    }
    "AWSCloudTrail" {
        CLOUDTRAIL_MANAGEMENT_EVENTS "PaidEventsRecorded" x 100_000;
        CLOUDTRAIL_DATA_EVENTS "DataEventsRecorded" x 100_000;
        CLOUDTRAIL_INSIGHT_EVENTS "InsightsEvents" x 100_000;
    }
    "AmazonApiGateway" {
        API_GATEWAY_REST_REQUEST "ApiGatewayRequest" x 1_000_000;
        API_GATEWAY_HTTP_REQUEST "ApiGatewayHttpRequest" x 1_000_000;
        API_GATEWAY_WEBSOCKET_MESSAGE "ApiGatewayMessage" x 1_000_000;
    }
    "AmazonRoute53" {
        ROUTE53_ZONE "HostedZone" by Nowhere;
        ROUTE53_STANDARD_QUERY "DNS-Queries" by Nowhere x 1_000_000;
        ROUTE53_LATENCY_QUERY "LBR-Queries" by Nowhere x 1_000_000;
        ROUTE53_GEO_QUERY "Geo-Queries" by Nowhere x 1_000_000;
        ROUTE53_AWS_HEALTH_CHECK "Health-Check-AWS" by Nowhere;
        ROUTE53_OTHER_HEALTH_CHECK "Health-Check-Non-AWS" by Nowhere;
        ROUTE53_AWS_HEALTH_CHECK_OPTION "Health-Check-Option-AWS" by Nowhere;
        ROUTE53_OTHER_HEALTH_CHECK_OPTION "Health-Check-Option-Non-AWS" by Nowhere;
    }
    "AmazonCloudFront" {
        CLOUDFRONT_US_GB "US-DataTransfer-Out-Bytes" by Nowhere;
        CLOUDFRONT_EUROPE_GB "EU-DataTransfer-Out-Bytes" by Nowhere;
        CLOUDFRONT_US_HTTPS_REQUEST "US-Requests-Tier2-HTTPS" by Nowhere x 10_000;
        CLOUDFRONT_EUROPE_HTTPS_REQUEST "EU-Requests-Tier2-HTTPS" by Nowhere x 10_000;
        CLOUDFRONT_EUROPE_HTTP_REQUEST "EU-Requests-Tier1" by Nowhere x 10_000;
        CLOUDFRONT_EUROPE_ORIGIN_GB "EU-DataTransfer-Out-OBytes" by Nowhere;
    }
    "AmazonRDS" {
        RDS_POSTGRES_DB_T4G_MICRO_HOUR "InstanceUsage:db.t4g.micro" ["databaseEngine" = "PostgreSQL"];
        RDS_POSTGRES_DB_T4G_SMALL_HOUR "InstanceUsage:db.t4g.small" ["databaseEngine" = "PostgreSQL"];
        RDS_POSTGRES_DB_T4G_MEDIUM_HOUR "InstanceUsage:db.t4g.medium" ["databaseEngine" = "PostgreSQL"];
        RDS_POSTGRES_DB_T3_MICRO_HOUR "InstanceUsage:db.t3.micro" ["databaseEngine" = "PostgreSQL"];
        AURORA_CAPACITY_UNIT_HOUR "Aurora:ServerlessV2Usage" ["databaseEngine" = "Aurora PostgreSQL"];
        AURORA_IO_OPTIMIZED_CAPACITY_UNIT_HOUR "Aurora:ServerlessV2IOOptimizedUsage" ["databaseEngine" = "Aurora PostgreSQL"];
    }
    "AmazonEKS" {
        EKS_CLUSTER_HOUR "AmazonEKS-Hours:perCluster";
    }
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_price_is_two_meters_and_no_meter_two_prices() {
        let keys: BTreeSet<&str> = METERS.iter().map(|meter| meter.key).collect();
        let meters: BTreeSet<_> = METERS.iter().map(|meter| (meter.offer, meter.usage, meter.also)).collect();
        assert_eq!((keys.len(), meters.len()), (METERS.len(), METERS.len()));
    }

    #[test]
    fn the_unit_of_a_price_tells_how_many_it_is_of_awss() {
        for meter in METERS {
            let per = key::Entry::of(meter.key).map(key::Entry::per);
            assert_eq!(per, Some(meter.per.into()), "{}", meter.key);
        }
    }
}
