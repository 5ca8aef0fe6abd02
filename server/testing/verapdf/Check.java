import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Says of each file whether it is PDF/A-2b: a line `name<TAB>ok`, or the clauses of ISO 19005-2 that it breaks. */
public class Check {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.PDFA_2_B;
    for (String file : files) {
      String verdict;
      try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
          var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
        var result = validator.validate(parser);
        var broken = new TreeSet<String>();
        for (TestAssertion it : result.getTestAssertions())
          if (it.getStatus() == TestAssertion.Status.FAILED) broken.add(it.getRuleId().getClause() + "-" + it.getRuleId().getTestNumber());
        verdict = result.isCompliant() ? "ok" : String.join(" ", broken);
      } catch (Exception error) {
        verdict = "unreadable: " + error.getMessage();
      }
      System.out.println(file + "\t" + verdict);
    }
  }
}
