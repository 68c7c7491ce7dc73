// Runs samples one after the other: Run FILE... Before each it prints a line with its name, to both outputs. What a sample cannot do fails the run, after the
// others.
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

public class Run {
    public static void main(String[] files) throws Exception {
        boolean failed = false;
        for (String file : files) {
            System.out.println("@sample " + file);
            System.err.println("@sample " + file);
            try {
                Method main = Class.forName(file).getMethod("main", String[].class);
                main.invoke(null, (Object) new String[0]);
            } catch (InvocationTargetException e) {
                failed = true;
                System.err.println(file + ": " + e.getCause());
            }
        }
        System.out.flush();
        System.exit(failed ? 1 : 0);
    }
}
