//! The part of a README that says how to destroy everything, in use as it is.

use super::readme::{Readme, marker, push, run};
use super::readme_environment::ReadmeEnvironment;

impl Readme<'_> {
    pub(super) fn destroy(&self, out: &mut String) {
        let order = match self.state.elsewhere {
            Some(_) => "\n## Destroy everything\n\n",
            None => {
                "\n## Destroy everything, in this order\n\nEnvironments first: their state is in the bucket, which is destroyed last.\n\n"
            }
        };
        push(out, order);
        for environment in self.environments.iter().rev() {
            destroy_environment(environment, out);
        }
        if self.state.elsewhere.is_none() {
            self.destroy_bootstraps(out);
        }
        self.return_after(out);
    }

    fn destroy_bootstraps(&self, out: &mut String) {
        push(
            out,
            "Then the bootstrap, in each account. It has `prevent_destroy`, which an override file disables; its state is moved to\n\
             a local file first:\n\n",
        );
        for (account, environments) in self.accounts() {
            let Some(first) = environments.first() else { continue };
            if let Some(account) = account.filter(|_| self.accounts().len() > 1) {
                push(out, &format!("With credentials for {account}:\n\n"));
            }
            run(out, &marker("destroy bootstrap", account), &self.destroy_bootstrap(&first.name, account));
        }
        push(out, "A deleted KMS key can be restored for 30 days, free of charge.\n");
    }

    /// What an environment that comes back finds.
    fn return_after(&self, out: &mut String) {
        let has_secrets = self.environments.iter().any(|environment| !environment.secrets.is_empty());
        let has_kept_logs = self.environments.iter().any(|environment| environment.keeps_logs);
        if !has_secrets && !has_kept_logs {
            return;
        }
        push(
            out,
            "\n## Bring something back\n\nWhat was destroyed, or removed from the spec, comes back by synthesizing and applying again.\n",
        );
        if has_kept_logs {
            push(out, "Log groups that were kept are taken over, with what is in them.\n");
        }
        if has_secrets {
            push(
                out,
                "A secret comes back without its value: set it as above. The deleted one has another name, which ends differently. Within\n\
                 its recovery window, `aws secretsmanager restore-secret` makes it readable again.\n",
            );
        }
    }

    /// `prevent_destroy` is a literal that no variable can change, so an override file disables it.
    fn destroy_bootstrap(&self, environment: &str, account: Option<&str>) -> Vec<String> {
        let lifted = r#""lifecycle":{"prevent_destroy":false}"#;
        let mut resources = vec![format!(r#""aws_s3_bucket":{{"state":{{"force_destroy":true,{lifted}}}}}"#)];
        if self.state.has_key() {
            resources.push(format!(r#""aws_kms_key":{{"state":{{{lifted}}}}}"#));
        }
        if self.state.has_table() {
            resources.push(format!(
                r#""aws_dynamodb_table":{{"lock":{{"deletion_protection_enabled":false,{lifted}}}}}"#
            ));
        }
        let mut lines = Vec::new();
        if account.is_some() && self.accounts().len() > 1 {
            lines.push(self.write_backend());
            lines.push(format!(
                "terraform -chdir=bootstrap init -reconfigure -backend-config=../environments/{environment}/{environment}.tfbackend"
            ));
        }
        lines.extend([
            "rm bootstrap/backend.tf.json".to_owned(),
            "terraform -chdir=bootstrap init -migrate-state -force-copy".to_owned(),
            write_override("bootstrap", &resources),
            "terraform -chdir=bootstrap apply".to_owned(),
            "terraform -chdir=bootstrap destroy".to_owned(),
            "rm bootstrap/destroy_override.tf.json".to_owned(),
        ]);
        lines
    }
}

/// The key of an environment.
const KEY: &str = "aws_kms_key.main";

fn destroy_environment(environment: &ReadmeEnvironment, out: &mut String) {
    let (name, given) = (&environment.name, environment.given());
    let folder = format!("environments/{name}");
    let (resources, targets) = guarded(environment);
    let mut lines = Vec::new();
    if !resources.is_empty() {
        push(out, &reason(environment));
        lines.push(write_override(&folder, &resources));
        lines.push(format!("terraform -chdir={folder} apply{targets}{given}"));
    }
    if environment.keeps_key {
        push(
            out,
            &format!(
                "Log groups of {name} are kept, and so is the key that encrypts them: Terraform forgets `{KEY}`. It is billed until you\n\
                 schedule its deletion, after which nobody can read these logs.\n\n"
            ),
        );
        lines.push(format!("terraform -chdir={folder} state rm {KEY}"));
    }
    lines.push(format!("terraform -chdir={folder} destroy{given}"));
    if !resources.is_empty() {
        lines.push(format!("rm {folder}/destroy_override.tf.json"));
    }
    run(out, &format!("destroy {name}"), &lines);
}

/// What has to change before Terraform can destroy an environment: parts of an override file, and options that apply
/// only those.
fn guarded(environment: &ReadmeEnvironment) -> (Vec<String>, String) {
    let (mut resources, mut targets) = (Vec::new(), String::new());
    if environment.protected {
        resources.push(r#""aws_lb":{"main":{"enable_deletion_protection":false}}"#.to_owned());
        targets += " -target=aws_lb.main";
    }
    if !environment.buckets.is_empty() {
        let emptied = |label: &String| format!(r#""{label}":{{"force_destroy":true}}"#);
        let buckets: Vec<String> = environment.buckets.iter().map(emptied).collect();
        resources.push(format!(r#""aws_s3_bucket":{{{}}}"#, buckets.join(",")));
        let target = |label: &String| format!(" -target=aws_s3_bucket.{label}");
        targets.extend(environment.buckets.iter().map(target));
    }
    (resources, targets)
}

/// Why an override file is needed, and what is lost by it.
fn reason(environment: &ReadmeEnvironment) -> String {
    let name = &environment.name;
    let balancer = environment.protected.then(|| {
        format!("The load balancer of {name} has deletion protection; an override file disables it first.\n")
    });
    let buckets = (!environment.buckets.is_empty()).then(|| {
        let names: Vec<String> =
            environment.buckets.iter().map(|label| format!("`aws_s3_bucket.{label}`")).collect();
        format!(
            "Buckets of {name} are deleted with everything in them, which an override file allows first: {}.\n",
            names.join(", ")
        )
    });
    balancer.into_iter().chain(buckets).collect::<String>() + "\n"
}

fn write_override(folder: &str, resources: &[String]) -> String {
    let resources = resources.join(",");
    format!("printf '%s\\n' '{{\"resource\":{{{resources}}}}}' > {folder}/destroy_override.tf.json")
}
