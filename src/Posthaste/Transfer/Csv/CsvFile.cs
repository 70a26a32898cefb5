using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Posthaste.Transfer.Csv;

/// <summary>A CSV file as rows of texts, whoever wrote it: with or without a byte order mark, separated by comma, semicolon or tab.</summary>
/// <param name="Header">The first row that is not empty, as written.</param>
/// <param name="Rows">Those below it that are not empty.</param>
internal sealed record CsvFile(IReadOnlyList<string> Header, IReadOnlyList<CsvRow> Rows)
{
    public const int MaxBytes = 5 << 20;
    public const int MaxRows = 2_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Pure; takes any bytes.</summary>
    public static CsvResult Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) return new CsvResult.Refused("csv_too_large", $"The file has more than the {MaxBytes >> 20} MiB that are allowed. Import it in parts.");
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return NotUtf8();
        }
        if (text.Contains('\0', StringComparison.Ordinal)) return NotUtf8();

        var separator = FindSeparator(text, out var begin);
        return Read(text[begin..], separator);
    }

    private static CsvResult Read(string text, char separator)
    {
        var broken = false;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            // A spreadsheet counts them; so that a finding names the row as people see it, so do we.
            IgnoreBlankLines = false,
            // A quotation mark within a text is one; only after one at its beginning nobody knows what belongs to what.
            BadDataFound = bad => broken |= bad.Field.TrimStart().StartsWith('"'),
        };
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, configuration);
        IReadOnlyList<string>? header = null;
        var rows = new List<CsvRow>();
        for (var number = 1; parser.Read(); number++)
        {
            broken = false;
            string[] cells = [.. parser.Record ?? []];
            // One that is opened and never closed takes the rest of the file with it.
            broken |= cells is [.., ['"', ..]] && parser.RawRecord.Count(c => c == '"') % 2 == 1;
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            if (header is null) header = cells;
            else if (rows.Count == MaxRows) return new CsvResult.Refused("csv_too_many_rows", $"The file has more than the {MaxRows:N0} rows that are allowed. Import it in parts.");
            else rows.Add(new CsvRow(number, cells, broken));
        }
        return header is null || rows.Count == 0
            ? new CsvResult.Refused("csv_empty", "The file has no rows. Its first row names the columns, and each one below it is a post.")
            : new CsvResult.Read(new CsvFile(header, rows));
    }

    /// <summary>The one that the first line has most of; comma where it has none. A line <c>sep=;</c>, as some spreadsheets write it, says so itself.</summary>
    /// <param name="begin">Where the rows begin.</param>
    private static char FindSeparator(string text, out int begin)
    {
        begin = 0;
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && Separators.Contains(text[4]) && (text.Length == 5 || text[5] is '\r' or '\n'))
        {
            begin = text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end + 1 : text.Length;
            return text[4];
        }
        var counts = new int[Separators.Length];
        var quoted = false;
        foreach (var c in text.AsSpan().TrimStart())
        {
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c is '\r' or '\n') break;
            if (Array.IndexOf(Separators, c) is >= 0 and var i) counts[i]++;
        }
        return Separators[Array.IndexOf(counts, counts.Max())];
    }

    private static CsvResult.Refused NotUtf8() =>
        new("csv_not_utf8", "The file is not text in UTF-8. In the spreadsheet choose \"CSV UTF-8\" where you save it, and send that file.");
}

/// <param name="Number">As a spreadsheet counts: the header is usually 1.</param>
/// <param name="Cells">May be more or fewer than the header has.</param>
/// <param name="IsBroken">Its quotation marks do not match, so what it says is a guess.</param>
internal sealed record CsvRow(int Number, IReadOnlyList<string> Cells, bool IsBroken = false);

/// <summary>What reading a file came to.</summary>
internal abstract record CsvResult
{
    private CsvResult() { }

    public sealed record Read(CsvFile File) : CsvResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : CsvResult;
}
