using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Planning;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Planning;

/// <summary>Categories: what posts are sorted by.</summary>
internal static class CategoriesApi
{
    public static void MapCategories(this IEndpointRouteBuilder api)
    {
        var categories = api.MapGroup("/categories").WithTags("Planning");

        categories.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListCategories").WithSummary("Lists categories by name.");
        categories.MapPost("/", CreateAsync).Needs(Right.EditPosts).WithName("CreateCategory").WithSummary("Makes a category.").Produces<CategoryResponse>(201).Fails(409, 422);
        categories.MapGet("/{categoryId:guid}", GetAsync).Needs(Right.Read).WithName("GetCategory").WithSummary("Reads a category.").Fails(404);
        categories.MapPatch("/{categoryId:guid}", ChangeAsync).Needs(Right.EditPosts).WithName("ChangeCategory").WithSummary("Gives it another name or colour.")
            .Produces<CategoryResponse>(200).Fails(404, 409, 422);
        categories.MapDelete("/{categoryId:guid}", DeleteAsync).Needs(Right.EditPosts).WithName("DeleteCategory").WithSummary("Deletes it: its posts have none then, and its slots take any post.").Fails(404);
    }

    private static async Task<Ok<Page<CategoryResponse>>> ListAsync(Caller caller, ICategoryStore categories, CancellationToken ct) =>
        TypedResults.Ok(new Page<CategoryResponse>([.. (await categories.ListAsync(caller.WorkspaceId, ct)).Select(CategoryResponse.From)], NextCursor: null));

    private static async Task<Results<Ok<CategoryResponse>, ApiProblem>> GetAsync(Guid categoryId, Caller caller, ICategoryStore categories, CancellationToken ct) =>
        await categories.FindAsync(caller.WorkspaceId, categoryId, ct) is { } category ? TypedResults.Ok(CategoryResponse.From(category)) : ApiProblem.NotFound("category");

    private static async Task<IResult> CreateAsync(CreateCategoryRequest request, Caller caller, CreateCategory createCategory, CancellationToken ct) =>
        Answer(await createCategory.RunAsync(caller.WorkspaceId, request.Name, request.Colour, caller.Name, ct), created: true);

    private static async Task<IResult> ChangeAsync(Guid categoryId, ChangeCategoryRequest request, Caller caller, ChangeCategory changeCategory, CancellationToken ct) =>
        Answer(await changeCategory.RunAsync(caller.WorkspaceId, categoryId, request.ApplyTo, caller.Name, ct));

    private static async Task<Results<Ok<DeletedCategoryResponse>, ApiProblem>> DeleteAsync(Guid categoryId, Caller caller, DeleteCategory deleteCategory, CancellationToken ct) =>
        await deleteCategory.RunAsync(caller.WorkspaceId, categoryId, caller.Name, ct) is { } use
            ? TypedResults.Ok(new DeletedCategoryResponse { Posts = use.Posts, Slots = use.Slots })
            : ApiProblem.NotFound("category");

    private static IResult Answer(CategoryResult result, bool created = false) => result switch
    {
        CategoryResult.Saved saved when created => TypedResults.Created($"/api/v1/categories/{saved.Category.Id}", CategoryResponse.From(saved.Category)),
        CategoryResult.Saved saved => TypedResults.Ok(CategoryResponse.From(saved.Category)),
        CategoryResult.Refused refused => ApiProblem.ForField(refused.Field, refused.Message, refused.Code == "name_taken" ? 409 : 422, refused.Code),
        CategoryResult.NotFound => ApiProblem.NotFound("category"),
        _ => throw new UnreachableException(),
    };
}
