namespace ControlPlane.Demo.Pictures;

/// <summary>Hanging ears, a light muzzle with a black nose, often a tongue; some dogs have upright ears and are taken for cats.</summary>
internal static class DogHead
{
    private const double UprightEars = 0.10;
    private const double TongueOut = 0.6;

    private static readonly Paint[] Coats =
    [
        new(0.55f, 0.36f, 0.20f), new(0.85f, 0.66f, 0.38f), new(0.18f, 0.16f, 0.16f), new(0.90f, 0.87f, 0.82f), new(0.52f, 0.50f, 0.48f),
    ];

    private static readonly Paint Black = new(0.07f, 0.06f, 0.07f);
    private static readonly Paint Tongue = new(0.93f, 0.40f, 0.45f);
    private static readonly Paint Cream = new(0.93f, 0.86f, 0.75f);

    public static void Draw(Canvas canvas, Random random)
    {
        var coat = random.OneOf<Paint>(Coats);
        var ear = coat.Times(random.Between(0.55f, 0.8f));
        var upright = random.Happens(UprightEars);
        if (upright)
            UprightPair(canvas, ear);

        canvas.Ellipse(0, 0.01f, 0.27f, 0.33f, coat);
        if (!upright)
            HangingPair(canvas, ear, random.Between(0.0f, 0.06f));

        canvas.Ellipse(0, 0.19f, 0.17f, 0.14f, coat.Towards(Cream, 0.65f));
        if (random.Happens(TongueOut))
            canvas.Ellipse(0, 0.31f, 0.06f, 0.09f, Tongue);

        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            canvas.Ellipse(side * 0.12f, -0.06f, 0.055f, 0.055f, coat.Towards(Cream, 0.5f));
            canvas.Ellipse(side * 0.12f, -0.06f, 0.04f, 0.045f, Black);
        }

        canvas.Ellipse(0, 0.12f, 0.075f, 0.055f, Black);
    }

    private static void HangingPair(Canvas canvas, Paint paint, float drop)
    {
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            canvas.Ellipse(side * 0.30f, -0.04f + drop, 0.095f, 0.24f, paint, side * 0.25f);
    }

    private static void UprightPair(Canvas canvas, Paint paint)
    {
        canvas.Triangle((-0.29f, -0.08f), (-0.24f, -0.44f), (-0.04f, -0.22f), paint);
        canvas.Triangle((0.04f, -0.22f), (0.24f, -0.44f), (0.29f, -0.08f), paint);
    }
}
