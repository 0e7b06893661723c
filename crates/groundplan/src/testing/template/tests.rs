use super::*;
use crate::props;
use crate::terraform::block;

fn network() -> Document {
    let mut document = Document::new();
    let mut file = document.file("network");
    file.data("aws_route53_zone", "main", block! { name = "example.com" });
    file.resource("aws_vpc", "main", block! { cidr_block = "10.0.0.0/16" });
    for (name, cidr) in [("a", "10.0.0.0/20"), ("b", "10.0.16.0/20")] {
        file.resource(
            "aws_subnet",
            name,
            block! { cidr_block = cidr, public = name == "b", tags { Name = name } },
        );
    }
    file.output("vpc", block! { value = "x" });
    document
}

#[track_caller]
fn says(found: Result<(), Mismatch>, text: &str) {
    assert_eq!(format!("{:?}", found.unwrap_err()), text);
}

#[test]
fn the_closest_candidate_is_shown() {
    let document = network();
    let template = Template::of(&document);
    template
        .assert_has_resource("aws_subnet", props! { "cidr_block": "10.0.16.0/20", "public": true })
        .unwrap();
    says(
        template.assert_has_resource(
            "aws_subnet",
            props! { "public": true, "tags": { "Name": "c", "X": 1 }, "cidr_block": "10.0.16.0/20" },
        ),
        "no aws_subnet is as wanted; the closest of 2 is aws_subnet.b:\n  tags.Name\n    wanted  \"c\"\n    found   \"b\"\n  \
         tags.X\n    wanted  1\n    found   nothing\n",
    );
    says(template.assert_has_resource("aws_vcp", props! {}), "there is no aws_vcp; did you mean aws_vpc?\n");
    says(template.assert_has_resource("aws_lb_listener", props! {}), "there is no aws_lb_listener\n");
}

#[test]
fn what_is_missing_as_a_whole_weighs_as_much_as_its_parts() {
    let mut document = Document::new();
    let mut file = document.file("x");
    file.resource("aws_x", "far", block! { name = "a" });
    file.resource("aws_x", "near", block! { name = "a", tags { A = 1, B = 3, C = 4 } });
    let found =
        Template::of(&document).assert_has_resource("aws_x", props! { "tags": { "A": 1, "B": 2, "C": 3 } });
    assert!(
        found.unwrap_err().to_string().starts_with("no aws_x is as wanted; the closest of 2 is aws_x.near:")
    );
}

#[test]
fn data_sources_and_outputs() {
    let document = network();
    let template = Template::of(&document);
    template.assert_has_data("aws_route53_zone", props! { "name": "example.com" }).unwrap();
    says(template.assert_has_data("aws_vpc", props! {}), "there is no data source aws_vpc\n");
    template.assert_has_output("vpc", props! { "value": "x" }).unwrap();
    says(template.assert_has_output("vcp", props! {}), "there is no output.vcp; did you mean output.vpc?\n");
    says(
        template.assert_has_output("vpc", props! { "value": "y" }),
        "output.vpc is not as wanted:\n  value\n    wanted  \"y\"\n    found   \"x\"\n",
    );
}

#[test]
fn one_object_by_its_address() {
    let document = network();
    let template = Template::of(&document);
    template.assert_has_address("aws_subnet.b", props! { "public": true }).unwrap();
    template.assert_has_address("data.aws_route53_zone.main", props! { "name": "example.com" }).unwrap();
    says(
        template.assert_has_address("aws_subnet.a", props! { "public": true }),
        "aws_subnet.a is not as wanted:\n  public\n    wanted  true\n    found   false\n",
    );
    says(
        template.assert_has_address("aws_subnet.c", props! {}),
        "there is no aws_subnet.c; did you mean aws_subnet.a?\n",
    );
}

#[test]
fn counts() {
    let document = network();
    let template = Template::of(&document);
    template.assert_resource_count("aws_subnet", 2).unwrap();
    template.assert_resource_count("aws_lb", 0).unwrap();
    says(
        template.assert_resource_count("aws_subnet", 3),
        "wanted 3 of aws_subnet, found 2: aws_subnet.a, aws_subnet.b\n",
    );
    says(
        template.assert_resource_count("aws_subnets", 2),
        "wanted 2 of aws_subnets, found 0; did you mean aws_subnet?\n",
    );
}

#[test]
fn all_and_none() {
    let document = network();
    let template = Template::of(&document);
    template
        .assert_all_resources("aws_subnet", props! { "cidr_block": Match::starts_with("10.0.") })
        .unwrap();
    says(
        template.assert_all_resources("aws_subnet", props! { "public": false }),
        "1 of 2 aws_subnet is not as wanted:\naws_subnet.b\n  public\n    wanted  false\n    found   true\n",
    );
    says(template.assert_all_resources("aws_lb", props! {}), "there is no aws_lb\n");
    template.assert_lacks_resource("aws_subnet", props! { "cidr_block": "10.1.0.0/20" }).unwrap();
    template.assert_lacks_resource("aws_lb", props! {}).unwrap();
    says(
        template.assert_lacks_resource("aws_subnet", props! { "public": true }),
        "no aws_subnet should be { public: true }, but found: aws_subnet.b\n",
    );
    assert_eq!(template.find_resources("aws_subnet", props! { "public": true }).len(), 1);
}

#[test]
fn a_screenful_is_enough() {
    let mut document = Document::new();
    document.file("x").resource("aws_x", "a", block! { a = 1 });
    let wanted = Match::object((0..20).map(|number| (format!("key{number}"), Match::any())));
    let text = Template::of(&document).assert_has_resource("aws_x", wanted).unwrap_err().to_string();
    assert_eq!(text.lines().count(), 1 + 8 * 3 + 1);
    assert!(text.ends_with("  … and 12 more differences\n"));
}
