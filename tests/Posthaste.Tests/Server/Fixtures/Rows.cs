using System.Collections.Concurrent;
using Xunit.Sdk;

namespace Posthaste.Tests.Server.Fixtures;

/// <summary>Many rows in one test, some at a time, because each waits for other processes. All that fail are told, by name.</summary>
internal static class Rows
{
    private const int AtOnce = 4;

    public static async Task AllAsync<T>(IEnumerable<T> rows, Func<T, string> name, Func<T, Task> hold)
    {
        var failed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (row, _) =>
        {
            try
            {
                await hold(row);
            }
            catch (XunitException wrong)
            {
                failed.Add($"{name(row)}: {wrong.Message}");
            }
        });
        Assert.True(failed.IsEmpty, $"{failed.Count} rows failed:\n{string.Join('\n', failed.Order(StringComparer.Ordinal))}");
    }
}
