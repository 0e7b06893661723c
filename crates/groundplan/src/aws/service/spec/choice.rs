use crate::spec::string_enum;

string_enum! {
    /// The processor of a task.
    pub enum Architecture {
        /// 64-bit x86.
        X86 = "x86" also ["x86_64", "amd64", "x64", "intel"],
        /// 64-bit ARM (Graviton), for about a fifth less.
        Arm = "arm" also ["arm64", "aarch64", "graviton"],
    }
}

string_enum! {
    /// What tasks run on.
    pub enum Capacity {
        /// Fargate.
        OnDemand = "onDemand" also ["fargate", "regular"],
        /// The first task on Fargate, the others half on Fargate Spot.
        Mixed = "mixed",
        /// Fargate Spot: spare capacity that AWS takes back with two minutes' notice.
        Spot = "spot" also ["fargateSpot", "fargate_spot"],
    }
}
