using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Posthaste.Transfer;
using Posthaste.Transfer.Csv;

namespace Posthaste.Tests.Transfer;

public sealed class CsvFileTests
{
    /// <summary>Everything that a CSV reader may stumble over.</summary>
    private static readonly string[] Pieces =
    [
        "type", "caption", "at", "media", "channels", "image", ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", "'", "=", "+1", "@shop", "|", "\\", " ", "\uFEFF", "sep=;", "é", "👍🏽", "2030-03-01 18:00", "x",
    ];

    [Theory]
    [InlineData("type,caption\r\nimage,Hello\r\n")]
    [InlineData("type;caption\nimage;Hello")]
    [InlineData("type\tcaption\nimage\tHello\n")]
    [InlineData("\uFEFFtype,caption\nimage,Hello")]
    [InlineData("sep=;\r\ntype;caption\r\nimage;Hello")]
    [InlineData("\"type\";\"caption\"\nimage;Hello")]
    [InlineData("\"a,b,c\";type;caption\nx;image;Hello")]
    public void However_it_is_separated_it_is_read(string text)
    {
        var file = Read(text);

        var (header, row) = (new ImportHeader(file.Header), Assert.Single(file.Rows));
        Assert.Equal(("image", "Hello"), (header.CellOf(row.Cells, ImportColumn.Type), header.CellOf(row.Cells, ImportColumn.Caption)));
    }

    [Fact]
    public void Rows_are_counted_as_a_spreadsheet_counts_them()
    {
        var file = Read("type,caption\nimage,\"two\nlines, and \"\"more\"\"\"\n\n,\nreel,b\n");

        Assert.Equal([2, 5], file.Rows.Select(row => row.Number));
        Assert.Equal("two\nlines, and \"more\"", file.Rows[0].Cells[1]);
        Assert.False(file.Rows[0].IsBroken);
    }

    [Fact]
    public void Quotation_marks_that_do_not_match_are_noticed_and_those_within_a_text_are_text()
    {
        Assert.True(Read("type,caption\nimage,\"Hello\" world\n").Rows[0].IsBroken);
        Assert.True(Read("type,caption\nimage,\"Hello\nimage,world\n").Rows[0].IsBroken);
        var fine = Read("type\tcaption\nimage\tA 5\" screen\nimage\tShe said \"hello\"\n");
        Assert.Equal(["A 5\" screen", "She said \"hello\""], fine.Rows.Select(row => row.Cells[1]));
        Assert.DoesNotContain(fine.Rows, row => row.IsBroken);
    }

    [Fact]
    public void What_is_not_a_small_file_of_UTF8_is_refused()
    {
        Assert.Equal("csv_not_utf8", Refused([.. "type\n"u8, 0xC3, 0x28]));
        Assert.Equal("csv_not_utf8", Refused([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("type\nimage")]));
        Assert.Equal("csv_not_utf8", Refused("type\nim\0age"u8.ToArray()));
        Assert.Equal("csv_empty", Refused([]));
        Assert.Equal("csv_empty", Refused("type,caption\n\n,\n"u8.ToArray()));
        Assert.Equal("csv_too_large", Refused(new byte[CsvFile.MaxBytes + 1]));
        Assert.Equal("csv_too_many_rows", Refused(Encoding.UTF8.GetBytes("type\n" + string.Concat(Enumerable.Repeat("image\n", CsvFile.MaxRows + 1)))));
        Assert.Equal(CsvFile.MaxRows, Read("type\n" + string.Concat(Enumerable.Repeat("image\n", CsvFile.MaxRows))).Rows.Count);
    }

    [Fact]
    public void No_bytes_break_it() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(), bytes => Survives(bytes)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void No_text_breaks_it() => Prop.ForAll(
        Gen.Elements(Pieces).ListOf(60).Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))).ToArbitrary(), bytes => Survives(bytes)).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static bool Survives(byte[] bytes)
    {
        if (CsvFile.Read(bytes) is not CsvResult.Read { File: var file }) return true;
        var header = new ImportHeader(file.Header);
        // Every row can be read, whatever it says; and always says the same.
        return file.Rows.All(row => ImportRow.Read(row, header, "Europe/Berlin").ContentHash == ImportRow.Read(row, header, "Europe/Berlin").ContentHash);
    }

    private static CsvFile Read(string text) => Assert.IsType<CsvResult.Read>(CsvFile.Read(Encoding.UTF8.GetBytes(text))).File;

    private static string Refused(byte[] bytes) => Assert.IsType<CsvResult.Refused>(CsvFile.Read(bytes)).Code;
}
