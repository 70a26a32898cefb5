namespace Posthaste.Server.Verbs;

/// <summary>How a verb ends that could not do what it was asked to.</summary>
internal static class VerbAnswer
{
    /// <param name="message">What is wrong, and what mends it.</param>
    /// <returns>The exit code.</returns>
    public static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
