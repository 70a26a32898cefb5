using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Posthaste.Transfer.Csv;

namespace Posthaste.Tests.Transfer;

public sealed class CsvCellTests
{
    private static readonly Arbitrary<string> Texts =
        Gen.Elements("=", "+", "-", "@", "'", "\t", "\"", ",", ";", "|", "\\", " ", "a", "\n", "＝", "1", "é", "👍🏽").ListOf(12).Select(string.Concat).ToArbitrary();

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")", "\"'=HYPERLINK(\"\"http://evil.example\"\")\"")]
    [InlineData("+49 30 1234", "\"'+49 30 1234\"")]
    [InlineData("-1", "'-1")]
    [InlineData("@shop", "'@shop")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("'=x", "''=x")]
    [InlineData("＝1", "'＝1")]
    [InlineData("plain", "plain")]
    [InlineData("'quoted'", "'quoted'")]
    public void What_a_spreadsheet_would_run_is_written_as_text(string text, string cell)
    {
        Assert.Equal(cell, CsvCell.Write(text));
        Assert.Equal(text, Back(CsvCell.Write(text)));
    }

    [Fact]
    public void Without_the_apostrophe_it_is_written_as_it_is() => Assert.Equal("=1", CsvCell.Write("=1", prefixed: false));

    [Fact]
    public void Every_text_comes_back_and_none_begins_like_a_formula() => Prop.ForAll(Texts, text =>
    {
        var cell = CsvCell.Write(text);
        return Back(cell) == text && (Raw(cell) is not [var first, ..] || !"=+-@\t\r\n＝".Contains(first, StringComparison.Ordinal));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Every_list_comes_back() => Prop.ForAll(Texts.Generator.Select(text => text.Trim()).ListOf(4).ToArbitrary(), texts =>
        // No texts, and one that is empty, are the same empty cell.
        texts.All(text => text.Length == 0) || TextList.Split(TextList.Join(texts)).SequenceEqual(texts)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static string Back(string cell) => CsvCell.Unprefixed(Raw(cell));

    private static string Raw(string cell)
    {
        var file = Assert.IsType<CsvResult.Read>(CsvFile.Read(Encoding.UTF8.GetBytes($"a,b\r\nx,{cell}\r\n"))).File;
        return file.Rows[0].Cells[1];
    }
}
