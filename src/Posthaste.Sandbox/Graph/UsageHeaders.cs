using System.Globalization;
using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Graph;

/// <summary>How much of its limits a caller has used, in the headers the platform sends.</summary>
internal static class UsageHeaders
{
    public static IReadOnlyList<(string Name, string Value)> Of(string accountId, int appPercent, FakeUsage usage, string useCase = "instagram") =>
    [
        ("x-app-usage", string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"call_count":{{appPercent}},"total_time":{{appPercent / 2}},"total_cputime":{{appPercent / 3}}}""")),
        ("X-Business-Use-Case-Usage", string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"{{accountId}}":[{"type":"{{useCase}}","call_count":{{usage.CallCount}},"total_cputime":{{usage.TotalCpuTime}},"total_time":{{usage.TotalTime}},"estimated_time_to_regain_access":{{usage.MinutesToRegainAccess}}}]}""")),
    ];
}
