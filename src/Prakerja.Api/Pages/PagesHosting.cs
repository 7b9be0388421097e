using System.IO.Compression;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.ResponseCompression;
using Prakerja.Api.Auth;

namespace Prakerja.Api.Pages;

/// <summary>Adds the pages for people: Razor Pages, rendered by the server.</summary>
internal static class PagesHosting
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<PageAssets>();
        services.AddSingleton<ProtectedCookies>();
        services.AddSingleton<CourseSearch>();
        services.AddSingleton<OfficialPartners>();
        services.AddScoped(provider => PageTexts.For(
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        services.AddScoped<SignUpCalls>();
        services.AddOptions<Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions>().Configure(options =>
        {
            options.Cookie.Name = "prakerja-formulir";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = PageForm.TokenField;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.AddRazorPages(options =>
            {
                options.Conventions.AuthorizeFolder("/Participants", CallerKinds.ParticipantPage);
                options.Conventions.AddFolderApplicationModelConvention("/", AddMetadata);
            })
            // The host's own list depends on which program hosts the pages: a test hosts them too.
            .ConfigureApplicationPartManager(parts => parts.ApplicationParts.Clear())
            .AddApplicationPart(typeof(PagesHosting).Assembly);
    }

    /// <summary>Shows every problem as a page to a browser that asked for a page.</summary>
    public static void UseProblemPages(this WebApplication app)
    {
        app.UseMiddleware<ProblemPageMiddleware>();
        app.UseWhen(PageMetadata.AppliesTo, pages => pages.UseResponseCompression());
    }

    /// <summary>Reads the form of a page's request from the body that was read before.</summary>
    public static void UsePageForms(this WebApplication app) => app.UseMiddleware<PageFormMiddleware>();

    public static void UsePages(this WebApplication app)
    {
        app.MapRazorPages();
        app.MapPageAssetsApi();
        app.MapLanguageApi();
    }

    private static void AddMetadata(PageApplicationModel page)
    {
        page.EndpointMetadata.Add(PageMetadata.Instance);
        page.EndpointMetadata.Add(LogInPrompt.Instance);
    }
}
