namespace ControlPlane.Demo.Pictures;

/// <summary>Pointed ears, bright slit eyes, a small pink nose; some cats have folded ears and are taken for dogs.</summary>
internal static class CatHead
{
    private const double FoldedEars = 0.07;

    private static readonly Paint[] Coats =
    [
        new(0.93f, 0.58f, 0.22f), new(0.58f, 0.56f, 0.55f), new(0.20f, 0.19f, 0.20f), new(0.92f, 0.88f, 0.82f), new(0.66f, 0.47f, 0.30f),
    ];

    private static readonly Paint[] Irises = [new(0.55f, 0.85f, 0.30f), new(0.95f, 0.80f, 0.25f), new(0.45f, 0.75f, 0.90f)];
    private static readonly Paint Pink = new(0.95f, 0.60f, 0.62f);
    private static readonly Paint Pupil = new(0.05f, 0.05f, 0.06f);
    private static readonly Paint White = new(0.95f, 0.93f, 0.90f);

    public static void Draw(Canvas canvas, Random random)
    {
        var coat = random.OneOf<Paint>(Coats);
        var iris = random.OneOf<Paint>(Irises);
        var folded = random.Happens(FoldedEars);
        var tip = folded ? -0.22f : random.Between(-0.46f, -0.40f);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            Ear(canvas, side, tip, coat);

        canvas.Ellipse(0, 0.03f, 0.33f, 0.29f, coat);
        if (random.Happens(0.5))
            Stripes(canvas, coat.Times(0.6f));

        canvas.Ellipse(0, 0.17f, 0.15f, 0.10f, coat.Towards(White, 0.6f));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            canvas.Ellipse(side * 0.14f, -0.02f, 0.075f, 0.075f, iris);
            canvas.Ellipse(side * 0.14f, -0.02f, 0.025f, 0.07f, Pupil);
        }

        canvas.Triangle((-0.05f, 0.09f), (0.05f, 0.09f), (0, 0.15f), Pink);
    }

    private static void Ear(Canvas canvas, int side, float tip, Paint coat)
    {
        var (outer, inner, peak) = (side * 0.33f, side * 0.06f, side * 0.29f);
        Flap(canvas, side, (outer, -0.02f), (inner, -0.22f), (peak, tip), coat);
        Flap(canvas, side, (outer * 0.9f, -0.10f), (inner * 2, -0.22f), (peak * 0.97f, tip + 0.08f), coat.Towards(Pink, 0.6f));
    }

    private static void Flap(Canvas canvas, int side, (float X, float Y) outer, (float X, float Y) inner, (float X, float Y) peak, Paint paint)
    {
        if (side > 0)
            canvas.Triangle(inner, peak, outer, paint);
        else
            canvas.Triangle(outer, peak, inner, paint);
    }

    private static void Stripes(Canvas canvas, Paint paint)
    {
        for (var stripe = -1; stripe <= 1; stripe++)
            canvas.Ellipse(stripe * 0.09f, -0.19f, 0.018f, 0.07f, paint);
    }
}
