// Runs samples one after the other: Run FILE... Before each it prints a line with its name, to both outputs. What a sample cannot do fails the run, after the
// others.
using System;
using System.Reflection;
using System.Runtime.InteropServices;

static class Run
{
    // Mono ends its threads when Main returns, and sometimes fails to (an assertion in mono-threads.c) after all has been done and said.
    [DllImport("libc", EntryPoint = "_exit")]
    static extern void Leave(int code);

    static int Main(string[] files)
    {
        var failed = 0;
        foreach (var file in files)
        {
            Console.WriteLine("@sample " + file);
            Console.Error.WriteLine("@sample " + file);
            try
            {
                Type.GetType(file).GetMethod("Main", BindingFlags.NonPublic | BindingFlags.Static).Invoke(null, null);
            }
            catch (TargetInvocationException e)
            {
                failed = 1;
                Console.Error.WriteLine(file + ": " + e.InnerException);
            }
        }
        Console.Out.Flush();
        Console.Error.Flush();
        Leave(failed);
        return failed;
    }
}
