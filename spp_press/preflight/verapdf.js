// Run by Rhino's shell: arguments are PDF files and flavours in turn. Prints a JSON list of results.
var Foundries = Packages.org.verapdf.pdfa.Foundries;
var Flavour = Packages.org.verapdf.pdfa.flavours.PDFAFlavour;
Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var results = [];
for (var i = 0; i < arguments.length; i += 2) {
  var flavour = Flavour.fromString(arguments[i + 1]);
  var foundry = Foundries.defaultInstance();
  var parser = foundry.createParser(new java.io.File(arguments[i]), flavour);
  var result = foundry.createValidator(flavour, false).validate(parser);
  var failures = {};
  var assertions = result.getTestAssertions().iterator();
  while (assertions.hasNext()) {
    var failed = assertions.next();
    var rule = failed.getRuleId();
    var key = rule.getClause() + "-" + rule.getTestNumber() + " " + failed.getMessage();
    failures[key] = failures[key] || "" + failed.getLocation().getContext();
  }
  results.push({ flavour: arguments[i + 1], compliant: !!result.isCompliant(), failures: failures });
  parser.close();
}
print(JSON.stringify(results));
