use crate::diagnostic::rules;

rules! {
    /// Names of services and containers are made of letters, digits and single hyphens, at most 64 of them.
    ///
    /// They become parts of names in AWS and in Terraform. Load balancers know neither dots nor underscores. The service's
    /// own container is called like the service.
    SERVICE_NAME = error "service/name", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html";

    /// A service says what it runs.
    ///
    /// Terraform accepts a container without an image; AWS does not.
    IMAGE_MISSING = error "service/image-missing", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";

    /// An image is named once, by a reference that a registry understands.
    ///
    /// A misspelt reference shows itself only when a task tries to start.
    IMAGE_REFERENCE = error "service/image-reference", "https://github.com/distribution/reference";

    /// An image has a tag other than `latest`, or a digest.
    ///
    /// ECS resolves a moving tag anew at each deployment: the same commit of your repository runs
    /// something else tomorrow, and a rollback has nothing to go back to.
    IMAGE_PINNED = error(waivable) "service/image-pinned", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html";

    /// A variable for a tag or digest has a name that Terraform accepts, and no fixed tag beside it.
    ///
    /// A tag can come from the spec or from a pipeline, not from both.
    IMAGE_VARIABLE = error "service/image-variable", "https://developer.hashicorp.com/terraform/language/values/variables";

    /// Tasks can pull their image.
    ///
    /// A task whose image is out of reach never starts; Terraform waits for it until it gives up.
    IMAGE_OUT_OF_REACH = error "service/image-out-of-reach", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html";

    /// Tasks can reach what they may call.
    ///
    /// With `egress: endpoints`, only services of AWS with a VPC endpoint can be reached; each that a grant names gets
    /// its own. A call to another hangs until it times out.
    GRANT_OUT_OF_REACH = error(waivable) "service/grant-out-of-reach", "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html";

    /// A public service says on which port its container listens.
    ///
    /// Target group, security groups and health check follow from this one number.
    PORT = error "service/port", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html";

    /// Something can reach the port of a service.
    ///
    /// Only the load balancer is let in, at public services, and services that use this one; a security group without a rule
    /// lets nothing in. Other callers inside the VPC need a rule of their own.
    PORT_UNREACHABLE = warning(waivable) "service/port-unreachable", "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";

    /// A health check and a deregistration delay are set for public services only.
    ///
    /// Both belong to the target group of a load balancer, which other services do not have.
    PUBLIC_ONLY = warning(waivable) "service/public-only", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html";

    /// A container asks for what ECS on Fargate takes.
    ///
    /// That is: times and counts of a health check, a start and a stop timeout of at most 120 seconds, the capability
    /// `SYS_PTRACE` alone, limits by their names, a restart policy of 60 to 1800 seconds, an absolute working directory, at
    /// most ten files of variables in S3, credentials for registries other than ECR, at most ten containers in a task. AWS
    /// refuses the rest when it is applied, or the task never starts.
    CONTAINER = error "service/container", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";

    /// A container waits for containers of its own task, in no circle, and for what can come true.
    ///
    /// AWS refuses a container that is not there; a task whose containers wait for each other never starts. `healthy` takes
    /// a health check; an essential container that ends, as `complete` and `success` want, takes the task along.
    DEPENDS_ON = error "service/depends-on", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html";

    /// A well-known image listens on its own port.
    ///
    /// Unless the image is configured otherwise, health checks on another port fail for ever.
    WELL_KNOWN_PORT = warning(waivable) "service/well-known-port", "https://hub.docker.com/search?badges=official";

    /// CPU and memory are a pair that Fargate sells, and what is kept for containers fits into them.
    ///
    /// Terraform accepts any pair; AWS answers `No Fargate configuration exists for given values`. It refuses more memory or
    /// CPU for all containers than the task has.
    SIZE = error "service/size", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html";

    /// A task's disk has 20 to 200 GiB.
    ///
    /// The first 20 are free; AWS takes 21 to 200 where more is asked for.
    EPHEMERAL_STORAGE = error "service/ephemeral-storage", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html";

    /// A service that may stop altogether is started again.
    ///
    /// Without a task, nothing measures load, CPU or requests for each task: autoscaling never leaves zero.
    SCALE_FROM_ZERO = error(waivable) "service/scale-from-zero", "https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html";

    /// The fewest tasks are not more than the most, and a service has at least one.
    ///
    /// AWS refuses the pair when it is applied.
    SCALE = error "service/scale", "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html";

    /// Scaling on requests needs a load balancer that counts them.
    ///
    /// The metric belongs to a target group.
    SCALE_REQUESTS = error "service/scale-requests", "https://docs.aws.amazon.com/autoscaling/application/userguide/create-target-tracking-policy-cli.html";

    /// Tasks run at all hours in production.
    ///
    /// Outside of the hours of a service, requests get no answer.
    HOURS = warning(waivable) "service/hours", "https://docs.aws.amazon.com/autoscaling/application/userguide/examples-scheduled-actions.html";

    /// The average number of tasks lies between the fewest and the most.
    ///
    /// The bill would count tasks that cannot run, or forget some that always do.
    USAGE_TASKS = error "service/usage-tasks", "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html";

    /// A variable of a container is named once.
    ///
    /// AWS refuses a name that is both a plain and a secret variable.
    VARIABLE = error "service/variable", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html";

    /// What looks like a secret is not a plain variable.
    ///
    /// Plain variables can be read by everybody who may describe a task, and they lie in the state.
    SECRET_IN_ENV = error(waivable) "service/secret-in-env", "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8";

    /// A secret variable names a secret of this spec, or a parameter as the Parameter Store names it.
    ///
    /// A task whose secret or parameter does not exist never starts.
    SECRET_UNKNOWN = error "service/secret-unknown", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html";

    /// A value of a secret is named by a key without a colon.
    ///
    /// ECS reads `ARN:KEY:STAGE:VERSION`, and a colon in the key would part it.
    SECRET_JSON_KEY = error "service/secret-json-key", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html";

    /// A writable folder is an absolute path, and no folder is written in two ways.
    ///
    /// It becomes a volume of its own that is mounted there.
    WRITABLE = error "service/writable", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html";

    /// ECS Exec needs a container that can write.
    ///
    /// The agent of a session writes to the container's own files.
    EXEC = error "service/exec", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations";

    /// What the application may do is named: actions of one service, on named resources.
    ///
    /// `*` makes every mistake in the application a mistake of the whole account.
    GRANT = error(waivable) "service/grant", "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1";

    /// What a grant names is an ARN.
    ///
    /// IAM refuses a policy that names anything else, such as the id of a VPC or the name of a bucket, but only when
    /// it is applied, after everything before it was made.
    GRANT_RESOURCE = error "service/grant-resource", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html";

    /// A service uses other services of its environment, that listen on a port.
    ///
    /// Where one is reached follows from its name and its port.
    USES = error "service/uses", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html";

    /// Services don't use each other in a circle.
    ///
    /// Tasks know the endpoints that were there when their deployment began. Of services that use each other one is deployed
    /// first, and does not reach the others before it is deployed again.
    USES_CIRCLE = warning(waivable) "service/uses-circle", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html";

    /// Service Connect is asked for what AWS takes.
    ///
    /// That is: a name of small letters, digits, hyphens, underscores and dots, that no other service has on the same port;
    /// times for requests and connections where the proxy knows requests, which it doesn't in `tcp`; memory that no container
    /// may use.
    SERVICE_CONNECT = error "service/service-connect", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html";

    /// Only services that others use have settings for their callers.
    ///
    /// A service that nobody uses has no endpoint, and no proxy.
    SERVICE_CONNECT_UNUSED = warning(waivable) "service/service-connect-unused", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html";

    /// A task has room for the proxy of Service Connect.
    ///
    /// AWS recommends a quarter of a vCPU and 64 MiB beside what the application needs; the proxy takes what it gets of the
    /// task's share, and slows both down where that is little.
    PROXY_SIZE = warning(waivable) "service/proxy-size", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html";

    /// What tasks may reach is an IPv4 block and a port, and not everything.
    ///
    /// Egress to everywhere on any port is how data leaves.
    EGRESS_RULE = error "service/egress-rule", "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
}
