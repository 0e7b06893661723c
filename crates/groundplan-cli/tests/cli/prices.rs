//! Books of prices, rebuilt from AWS's own price lists.

use crate::place::Place;

/// An offer file with one product of Ireland.
fn offer(usage: &str) -> String {
    format!(
        r#"{{"offerCode": "AmazonEC2", "version": "20261101000000", "publicationDate": "2026-11-01T08:00:00Z",
            "products": {{"A": {{"attributes": {{"regionCode": "eu-west-1", "usagetype": "{usage}"}}}}}},
            "terms": {{"OnDemand": {{"A": {{"A.T": {{"priceDimensions": {{"A.T.D": {{
                "beginRange": "0", "pricePerUnit": {{"USD": "0.0490000000"}}}}}}}}}}}}}}}}"#
    )
}

#[test]
fn a_book_is_rebuilt_and_what_no_file_has_is_told() {
    let place = Place::new();
    place.write("index.json", &offer("EU-NatGateway-Hours"));
    let ran = place.run(&["prices", "index.json", "--out", "prices"]).ends(0);
    assert!(ran.output.contains("eu-west-1: 1 prices taken"), "{}", ran.output);
    assert!(ran.output.contains("kept  nat/data-gb"), "{}", ran.output);
    let book = place.read("prices/aws/eu-west-1.json");
    let line = r#""nat/gateway-hour": { "unit": "hours", "price": "0.049", "source": "AWS price list, AmazonEC2 20261101000000", "date": "2026-11-01" }"#;
    assert!(book.contains(line), "{book}");
    assert!(book.contains("\"nat/data-gb\""), "{book}");
    let facts = place.read("prices/facts.tsv");
    assert!(facts.contains("nat/gateway-hour\teu-west-1\thours\t0\t0.049\t"), "{facts}");
    assert!(facts.contains("nat/gateway-hour\teu-west-2\thours\t0\t0.05\t"), "{facts}");
}

#[test]
fn what_is_no_offer_file_is_refused() {
    let place = Place::new();
    place.write("index.json", "{}");
    place
        .run(&["prices", "index.json", "--out", "prices"])
        .ends(2)
        .says("cost/price-list")
        .says("not an AWS offer file");
    place.run(&["prices", "absent.json", "--out", "prices"]).ends(2).says("cannot read absent.json");
}
