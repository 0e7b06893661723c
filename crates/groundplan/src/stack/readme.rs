//! The README of an output folder: the exact commands for this very stack.
//!
//! Blocks that the project's own tests run carry a marker that no reader sees.

use std::fmt::Write;

use super::format::Format;
use crate::aws::state;
use crate::decision::Tier;

/// What the README tells of.
pub(super) struct Readme<'a> {
    pub(super) title: &'a str,
    /// The first part of names in AWS, and of the state's key.
    pub(super) stack: &'a str,
    pub(super) state: &'a state::Blueprint,
    pub(super) environments: &'a [ReadmeEnvironment],
}

/// What the README tells of an environment.
#[derive(Clone, Debug)]
pub(super) struct ReadmeEnvironment {
    pub(super) name: String,
    pub(super) tier: Tier,
    pub(super) account: Option<String>,
    /// Terraform variables that give tags or digests of images.
    pub(super) variables: Vec<String>,
    /// Whether AWS refuses to delete its load balancer.
    pub(super) protected: bool,
    /// The secrets whose values have to be set: address and id.
    pub(super) secrets: Vec<(String, String)>,
}

impl Readme<'_> {
    pub(super) fn text(&self, format: Format) -> String {
        let mut out = String::new();
        self.head(&mut out);
        self.phase1(&mut out);
        self.phase2(&mut out);
        self.secrets(&mut out);
        version_control(self.environments, format, &mut out);
        self.add_environment(&mut out);
        self.destroy(&mut out);
        out
    }

    /// The accounts in which the bootstrap is applied: each once, or the one that nobody named.
    fn accounts(&self) -> Vec<(Option<&str>, Vec<&ReadmeEnvironment>)> {
        let mut accounts: Vec<(Option<&str>, Vec<&ReadmeEnvironment>)> = Vec::new();
        for environment in self.environments {
            let account = environment.account.as_deref();
            match accounts.iter_mut().find(|(known, _)| *known == account) {
                Some((_, environments)) => environments.push(environment),
                None => accounts.push((account, vec![environment])),
            }
        }
        accounts
    }

    fn head(&self, out: &mut String) {
        push(
            out,
            &format!(
                "# Infrastructure of {}\n\nMade by groundplan. Change the spec and synthesize again; files that were changed by hand are not overwritten.\n\
                 Commands are run from here. They need Terraform 1.10 or newer and credentials for AWS.\n\n\
                 | environment | tier | account | folder |\n|---|---|---|---|\n",
                self.title
            ),
        );
        for environment in self.environments {
            let account = environment.account.as_deref().unwrap_or("that of your credentials");
            let name = &environment.name;
            push(out, &format!("| {name} | {} | {account} | `environments/{name}` |\n", environment.tier));
        }
        push(
            out,
            "\nTerraform keeps what it made in a *state*. Here it lies in an S3 bucket, and the bucket is made by Terraform too:\n\
             the root module `bootstrap` makes it (phase 1), and every environment is then initialised with the bucket's name\n\
             (phase 2). So no name of a bucket is written in any file, and two people never collide.\n",
        );
    }

    /// Each account at a time: made with local state, which then moves into what was made.
    fn phase1(&self, out: &mut String) {
        push(out, "\n## Phase 1: make the place for the state\n\n");
        let accounts = self.accounts();
        let several = accounts.len() > 1;
        let whom = if several { "once in each account, by one person" } else { "once, by one person" };
        push(
            out,
            &format!(
                "Done {whom}. The bootstrap's own state lies on that person's disk at first, and then moves into the bucket.\n"
            ),
        );
        for (account, environments) in accounts {
            if let Some(account) = account {
                push(out, &format!("\n### Account {account}\n\nWith credentials for {account}:\n"));
            }
            self.make(account, &environments, out);
            self.migrate(account, &environments, several, out);
        }
        if self.state.has_table() {
            push(
                out,
                "The bootstrap also makes a DynamoDB table for locks. Terraform calls that deprecated since 1.11, and says so.\n\n",
            );
        }
        push(
            out,
            "To work on the bootstrap again later, on any machine, write `bootstrap/backend.tf.json` as above and run `init` with\n\
             the same `-backend-config`, without `-migrate-state`.\n",
        );
    }

    fn make(&self, account: Option<&str>, environments: &[&ReadmeEnvironment], out: &mut String) {
        let save = environments.iter().map(|environment| {
            let name = &environment.name;
            format!(
                "terraform -chdir=bootstrap output -raw backend_config > environments/{name}/{name}.tfbackend"
            )
        });
        let init = ["terraform -chdir=bootstrap init", "terraform -chdir=bootstrap apply"].map(str::to_owned);
        push(out, "\n");
        run(out, &marker("phase1", account), &init.into_iter().chain(save).collect::<Vec<_>>());
    }

    fn migrate(
        &self,
        account: Option<&str>,
        environments: &[&ReadmeEnvironment],
        several: bool,
        out: &mut String,
    ) {
        let Some(first) = environments.first() else { return };
        let name = &first.name;
        let mut lines = vec![
            self.write_backend(),
            format!(
                "terraform -chdir=bootstrap init -migrate-state -force-copy -backend-config=../environments/{name}/{name}.tfbackend"
            ),
            "rm -f bootstrap/terraform.tfstate bootstrap/terraform.tfstate.backup".to_owned(),
        ];
        push(out, "Move the bootstrap's own state into its bucket");
        if several {
            push(out, "; the last line frees `bootstrap` for the next account");
            lines.push("rm -rf bootstrap/backend.tf.json bootstrap/.terraform".to_owned());
        }
        push(out, ":\n\n");
        run(out, &marker("migrate", account), &lines);
    }

    /// A backend block appears only once there is a bucket for it.
    fn write_backend(&self) -> String {
        let key = format!("{}/bootstrap/terraform.tfstate", self.stack);
        format!(
            "printf '%s\\n' '{{\"terraform\":{{\"backend\":{{\"s3\":{{\"key\":\"{key}\"}}}}}}}}' > bootstrap/backend.tf.json"
        )
    }

    fn phase2(&self, out: &mut String) {
        push(
            out,
            "\n## Phase 2: make the environments\n\n\
             `NAME.tfbackend` is not committed; on another machine, `terraform -chdir=bootstrap output -raw backend_config` gives it again.\n\n",
        );
        for environment in self.environments {
            let name = &environment.name;
            let mut lines =
                vec![format!("terraform -chdir=environments/{name} init -backend-config={name}.tfbackend")];
            let given: String = environment
                .variables
                .iter()
                .fold(String::new(), |given, variable| given + &format!(" -var={variable}=VALUE"));
            lines.push(format!("terraform -chdir=environments/{name} apply{given}"));
            run(out, &format!("phase2 {name}"), &lines);
        }
    }

    fn secrets(&self, out: &mut String) {
        if self.environments.iter().all(|environment| environment.secrets.is_empty()) {
            return;
        }
        push(
            out,
            "\n## Set the secrets\n\nTerraform makes the places, never the values, so no secret is in the state. Tasks start once the values are\n\
             there. Best before the first `apply` of an environment: make only the places, set the values, then apply the rest.\n\n```sh\n",
        );
        for environment in self.environments {
            let (name, secrets) = (&environment.name, &environment.secrets);
            let targets: String = secrets.iter().map(|(address, _)| format!(" -target={address}")).collect();
            if !targets.is_empty() {
                push(out, &format!("terraform -chdir=environments/{name} apply{targets}\n"));
            }
            for (_, id) in secrets {
                push(
                    out,
                    &format!(
                        "read -rs VALUE && aws secretsmanager put-secret-value --secret-id {id} --secret-string \"$VALUE\"\n"
                    ),
                );
            }
        }
        push(out, "```\n");
    }

    fn add_environment(&self, out: &mut String) {
        push(
            out,
            &format!(
                "\n## Add an environment later\n\n\
                 Add it under `environments:` in the spec and synthesize again. In an account that has been bootstrapped already,\n\
                 phase 2 is all it takes; `{}/NAME/terraform.tfstate` is its key in the same bucket. In a new account, phase 1 comes first.\n",
                self.stack
            ),
        );
    }

    fn destroy(&self, out: &mut String) {
        push(
            out,
            "\n## Destroy everything, in this order\n\nEnvironments first: their state lies in the bucket that goes last.\n\n",
        );
        for environment in self.environments.iter().rev() {
            self.destroy_environment(environment, out);
        }
        push(
            out,
            "Then the bootstrap, in each account. It refuses to be destroyed until an override file lifts the refusal; its state is\n\
             taken out of the bucket first:\n\n",
        );
        for (account, environments) in self.accounts() {
            let Some(first) = environments.first() else { continue };
            if let Some(account) = account.filter(|_| self.accounts().len() > 1) {
                push(out, &format!("With credentials for {account}:\n\n"));
            }
            run(out, &marker("destroy bootstrap", account), &self.destroy_bootstrap(&first.name, account));
        }
        push(
            out,
            "A deleted KMS key can be taken back for 30 days, and until then AWS keeps it for a price of nothing.\n",
        );
    }

    fn destroy_environment(&self, environment: &ReadmeEnvironment, out: &mut String) {
        let name = &environment.name;
        let mut lines = Vec::new();
        if environment.protected {
            push(
                out,
                &format!(
                    "The load balancer of {name} is protected against deletion; an override file lifts that first:\n\n"
                ),
            );
            lines.push(format!(
                "printf '%s\\n' '{{\"resource\":{{\"aws_lb\":{{\"main\":{{\"enable_deletion_protection\":false}}}}}}}}' > environments/{name}/destroy_override.tf.json"
            ));
            lines.push(format!("terraform -chdir=environments/{name} apply -target=aws_lb.main"));
        }
        let given = environment
            .variables
            .iter()
            .fold(String::new(), |given, name| given + &format!(" -var={name}=VALUE"));
        lines.push(format!("terraform -chdir=environments/{name} destroy{given}"));
        if environment.protected {
            lines.push(format!("rm environments/{name}/destroy_override.tf.json"));
        }
        run(out, &format!("destroy {name}"), &lines);
    }

    /// The refusal is a literal that no variable can change, so it is lifted by a file.
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
        let resources = resources.join(",");
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
            format!("printf '%s\\n' '{{\"resource\":{{{resources}}}}}' > bootstrap/destroy_override.tf.json"),
            "terraform -chdir=bootstrap apply".to_owned(),
            "terraform -chdir=bootstrap destroy".to_owned(),
            "rm bootstrap/destroy_override.tf.json".to_owned(),
        ]);
        lines
    }
}

fn version_control(environments: &[ReadmeEnvironment], format: Format, out: &mut String) {
    let ending = format.ending();
    push(
        out,
        &format!(
            "\n## Version control\n\n\
             Commit every `*.{ending}`, override files (`*_override.{ending}`), each `.terraform.lock.hcl`, which pins the provider\n\
             for everybody, and `.groundplan.json`, which tells groundplan's files from yours. Never commit `.terraform/`, state, plans, or files with secrets; `.gitignore` sees to it.\n\
             A lock file written on one platform lacks the checksums of others. Once per root module, for all that your people\n\
             and your CI run on:\n\n```sh\n"
        ),
    );
    let folders = environments.iter().map(|environment| format!("environments/{}", environment.name));
    for folder in ["bootstrap".to_owned()].into_iter().chain(folders) {
        push(
            out,
            &format!(
                "terraform -chdir={folder} providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_amd64 -platform=darwin_arm64 -platform=windows_amd64\n"
            ),
        );
    }
    push(out, "```\n");
}

fn marker(step: &str, account: Option<&str>) -> String {
    match account {
        Some(account) => format!("{step} {account}"),
        None => step.to_owned(),
    }
}

fn run(out: &mut String, marker: &str, lines: &[String]) {
    // Writing to a string cannot fail.
    let _ = write!(out, "<!-- run: {marker} -->\n```sh\n{}\n```\n\n", lines.join("\n"));
}

fn push(out: &mut String, text: &str) {
    out.push_str(text);
}
