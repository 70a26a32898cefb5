namespace Posthaste.Bench.Compare;

/// <summary>What the rounds of one scenario say of each queue.</summary>
internal sealed class Summary(IReadOnlyList<Sample> samples)
{
    public IReadOnlyList<Sample> Samples => samples;

    /// <summary>The middle one of a figure's rounds.</summary>
    public double Median(Contender contender, Func<Sample, double> figure) => new Percentiles(Of(contender).Select(figure)).At(50);

    /// <summary>How many times as much of it one queue shows as another: the middle one of the rounds' own ratios.</summary>
    public double Ratio(Contender one, Contender other, Func<Sample, double> figure) =>
        new Percentiles(Of(one).Join(Of(other), sample => sample.Round, sample => sample.Round, (a, b) => figure(a) / figure(b))).At(50);

    /// <summary>The middle one, with the range where there were several rounds.</summary>
    public string Text(Contender contender, Func<Sample, double> figure, string format = "N0")
    {
        var values = new Percentiles(Of(contender).Select(figure));
        string Show(double value) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        return values.Count == 1 ? Show(values.Min) : $"{Show(values.At(50))} ({Show(values.Min)}–{Show(values.At(100))})";
    }

    public bool Has(Contender contender) => Of(contender).Any();

    private IEnumerable<Sample> Of(Contender contender) => samples.Where(sample => sample.Contender == contender.Name);
}
