using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Posthaste.Transfer.Csv;
using Posthaste.Workspaces;

namespace Posthaste.Transfer;

/// <summary>Makes posts of the rows of a CSV file, each by itself: one that is wrong keeps no other from being made, and a file that is sent again, mended or broken off,
/// goes on where it was.</summary>
internal sealed class ImportPosts(IWorkspaceStore workspaces, FindNames findNames, MakePostOfRow makePost, TimeProvider time)
{
    /// <summary>For the whole file, downloads and conversions included. Rows that it does not come to are told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<ImportResult> RunAsync(PostImport wanted, string actor, CancellationToken ct)
    {
        switch (CsvFile.Read(wanted.Content.Span))
        {
            case CsvResult.Refused refused:
                return new ImportResult.Refused(refused.Code, refused.Message);
            case CsvResult.Read { File: var file }:
                var header = new ImportHeader(file.Header);
                return header.KnowsAny ? new ImportResult.Done(header.Columns, await RunAsync(wanted, file, header, actor, ct)) : ColumnsUnknown();
            default:
                throw new UnreachableException();
        }
    }

    private async Task<IReadOnlyList<RowReport>> RunAsync(PostImport wanted, CsvFile file, ImportHeader header, string actor, CancellationToken ct)
    {
        var workspace = await workspaces.FindAsync(wanted.WorkspaceId, ct) ?? throw new InvalidOperationException($"Workspace {wanted.WorkspaceId} is gone.");
        var names = await findNames.BeginAsync(wanted.WorkspaceId, ct);
        var (started, seen, reports) = (time.GetTimestamp(), new Dictionary<string, int>(), new List<RowReport>());
        foreach (var row in file.Rows.Select(row => ImportRow.Read(row, header, workspace.TimeZone)))
        {
            // Two rows that say the same are two posts, and stay two when the file is sent again.
            var nth = seen[row.ContentHash] = seen.GetValueOrDefault(row.ContentHash) + 1;
            reports.Add(time.GetElapsedTime(started) < Patience
                ? await makePost.RunAsync(wanted, row, KeyOf(wanted.Name, row.ContentHash, nth), names, actor, ct)
                : new RowReport { Number = row.Number, Findings = [NotReached] });
        }
        return reports;
    }

    private static RowFinding NotReached => new(null, "not_reached", $"The import took longer than {Patience.TotalMinutes:0} minutes and ended before this row. Send the same file again: what is done is not done twice.");

    private static string KeyOf(string import, string contentHash, int nth) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{contentHash}\n{nth}\n{import}")));

    private static ImportResult.Refused ColumnsUnknown() =>
        new("csv_columns_unknown", $"None of the columns is known. The first row names them: {string.Join(", ", Words.All<ImportColumn>())}.");
}
