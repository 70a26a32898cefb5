namespace Posthaste.Server.Verbs;

internal static class Demo
{
    public static Task<int> RunAsync(string[] args) => Task.FromResult(0);
}
