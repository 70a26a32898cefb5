using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Media.Renditions;

namespace Posthaste.Tests.Media;

public sealed class FramePlanTests
{
    private static readonly FrameSpec s_feed = Placements.Feed.Image!.Frame;

    [Theory]
    [InlineData(1080, 1350, 1080, 1350)]
    [InlineData(4000, 3000, 1440, 1080)]
    [InlineData(100, 100, 320, 320)]
    [InlineData(4001, 2999, 1440, 1079)]
    public void Scaling_keeps_the_shape_and_reaches_the_nearest_size_allowed(int width, int height, int toWidth, int toHeight)
    {
        var plan = Ready(width, height, new RenditionRecipe { Spec = Placements.Feed });

        Assert.Equal((new PixelSize(toWidth, toHeight), new PixelBox(0, 0, width, height)), (plan.Canvas, plan.Crop));
        Assert.False(plan.HasBars);
    }

    [Fact]
    public void Scaling_a_shape_that_is_not_allowed_is_refused_with_both_figures()
    {
        var refusal = Refused(3000, 1000, new RenditionRecipe { Spec = Placements.Feed });

        Assert.Equal((MediaRefusal.NotFit, "The picture is 3000 × 1000 (3:1); a feed picture takes 4:5 to 1.91:1. Pad it or crop it."), (refusal.Code, refusal.Sentence));
    }

    [Theory]
    [InlineData(1000, 3000)]
    [InlineData(3000, 1000)]
    [InlineData(641, 2003)]
    [InlineData(5001, 17)]
    [InlineData(1, 1)]
    public void Whatever_is_padded_or_cropped_ends_within_all_limits(int width, int height)
    {
        foreach (var fit in new[] { RenditionFit.Pad, RenditionFit.Crop })
        {
            foreach (var step in new[] { 1, 2 })
            {
                var plan = Ready(width, height, new RenditionRecipe { Spec = Placements.Feed, Fit = fit }, step);

                Assert.InRange(plan.Canvas.Width, 320, 1440);
                Assert.InRange((decimal)plan.Canvas.Width / plan.Canvas.Height, 0.8m, 1.91m);
                Assert.Equal((0, 0), (plan.Canvas.Width % step, plan.Canvas.Height % step));
                Assert.InRange(plan.Left + plan.Scaled.Width, 1, plan.Canvas.Width);
                Assert.InRange(plan.Top + plan.Scaled.Height, 1, plan.Canvas.Height);
                Assert.InRange(plan.Crop.Left + plan.Crop.Width, 1, width);
                Assert.InRange(plan.Crop.Top + plan.Crop.Height, 1, height);
            }
        }
    }

    [Fact]
    public void Bars_lie_evenly_on_both_sides()
    {
        var plan = Ready(1000, 2000, new RenditionRecipe { Spec = Placements.Feed, Fit = RenditionFit.Pad, Aspect = new Aspect(1, 1) });

        Assert.Equal(new FramePlan(new(0, 0, 1000, 2000), new(720, 1440), new(1440, 1440), 360, 0), plan);
    }

    [Fact]
    public void A_part_is_taken_as_drawn_and_narrowed_to_the_shape_around_its_middle()
    {
        var part = new CropRectangle(0.5, 0.25, 0.5, 0.5);

        var asDrawn = Ready(1200, 800, new RenditionRecipe { Spec = Placements.Feed, Fit = RenditionFit.Crop, Crop = part });
        var square = Ready(1200, 800, new RenditionRecipe { Spec = Placements.Feed, Fit = RenditionFit.Crop, Crop = part, Aspect = new Aspect(1, 1) });

        Assert.Equal((new PixelBox(600, 200, 600, 400), new PixelSize(600, 400)), (asDrawn.Crop, asDrawn.Canvas));
        Assert.Equal((new PixelBox(700, 200, 400, 400), new PixelSize(400, 400)), (square.Crop, square.Canvas));
    }

    [Theory]
    [InlineData(-0.1, 0, 0.5, 0.5)]
    [InlineData(0.6, 0, 0.5, 0.5)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 0, 1, double.NaN)]
    public void A_part_outside_of_the_picture_is_refused(double x, double y, double width, double height)
    {
        var recipe = new RenditionRecipe { Spec = Placements.Feed, Fit = RenditionFit.Crop, Crop = new CropRectangle(x, y, width, height) };

        Assert.Equal(MediaRefusal.RecipeWrong, Refused(1000, 1000, recipe).Code);
    }

    [Fact]
    public void A_shape_the_placement_does_not_take_is_refused()
    {
        var refusal = Refused(1000, 1000, new RenditionRecipe { Spec = Placements.Feed, Fit = RenditionFit.Pad, Aspect = new Aspect(9, 16) });

        Assert.Equal("The shape 9:16 is asked for; a feed picture takes 4:5 to 1.91:1.", refusal.Sentence);
    }

    [Fact]
    public void The_same_recipe_has_the_same_hash_and_every_change_another()
    {
        var recipe = new RenditionRecipe { Spec = Placements.Feed };
        RenditionRecipe[] others =
        [
            recipe with { Fit = RenditionFit.Pad }, recipe with { Background = new RgbColour(0, 0, 0) }, recipe with { Aspect = new Aspect(1, 1) },
            recipe with { Crop = new CropRectangle(0, 0, 1, 0.5) }, recipe with { As = MediaKind.Image }, recipe with { Spec = Placements.Reel },
            recipe with { Spec = Placements.Feed with { Image = Placements.Feed.Image! with { MaxBytes = 1 } } },
        ];

        Assert.Equal(recipe.Hash(), (recipe with { Spec = Placements.Feed with { } }).Hash());
        Assert.Equal(others.Length + 1, others.Append(recipe).Select(one => one.Hash()).Distinct().Count());
        Assert.Matches("^[0-9a-f]{64}$", recipe.Hash());
    }

    private static FramePlan Ready(int width, int height, RenditionRecipe recipe, int step = 1) =>
        Assert.IsType<FramePlanResult.Ready>(FramePlan.Make(width, height, recipe, s_feed, step)).Plan;

    private static MediaRefusal Refused(int width, int height, RenditionRecipe recipe) =>
        Assert.IsType<FramePlanResult.Refused>(FramePlan.Make(width, height, recipe, s_feed, 1)).Refusal;
}
