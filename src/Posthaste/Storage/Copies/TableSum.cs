using System.Security.Cryptography;

namespace Posthaste.Storage.Copies;

/// <summary>What a table holds, in short: two that have the same sum have the same rows, value by value.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Sha256">Of all rows as <see cref="RowText"/>, in the order of the primary key; lower-case hex.</param>
internal sealed record TableSum(long Rows, string Sha256)
{
    public static async Task<TableSum> OfAsync(IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        using var sum = new TableSummer();
        await foreach (var row in rows.WithCancellation(ct)) sum.Add(row);
        return sum.Sum;
    }
}

/// <summary>Sums rows up while they go by.</summary>
internal sealed class TableSummer : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly RowText _text = new();
    private long _rows;

    public TableSum Sum => new(_rows, Convert.ToHexStringLower(_hash.GetCurrentHash()));

    /// <returns>The row as text; good until the next call.</returns>
    public ReadOnlyMemory<byte> Add(object?[] row)
    {
        var line = _text.Write(row);
        _hash.AppendData(line.Span);
        _rows++;
        return line;
    }

    public void Dispose()
    {
        _hash.Dispose();
        _text.Dispose();
    }
}
