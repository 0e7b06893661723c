// A JavaScript front end's answers to a case. Runs in Node and in a page.

/** Files in both syntaxes, what was decided and found, and the bill in every form. */
export function answers({ synth, estimate, check }, sources) {
  const json = synth(sources);
  const hcl = synth(sources, { format: 'hcl', tests: true });
  const bill = (form) => estimate(sources, { form });
  const table = bill('table');
  return {
    files: json.files,
    native: hcl.files,
    decisions: json.decisions,
    waived: json.waived,
    diagnostics: json.diagnostics,
    checked: check(sources).diagnostics,
    estimate: table.estimate,
    bills: [table.text ?? '', bill('markdown').text ?? '', bill('html').text ?? ''],
  };
}

/** What is found in a root module, and what it costs. */
export function readings({ check, estimate }, sources) {
  const { diagnostics } = check(sources);
  return { diagnostics, estimate: estimate(sources).estimate };
}
