namespace Posthaste.Cli;

internal static class Program
{
    private static Task<int> Main(string[] args) => PosthasteCommand.RunAsync(args, Terminal.OfThisProcess());
}
