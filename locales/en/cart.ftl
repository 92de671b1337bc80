# The cart, before checkout.
cart-title = Your cart
cart-lead = Nothing is ordered yet. You see the whole statement before you place the order.
cart-empty = Nothing is in the cart
cart-empty-text = Choose a plan, and it waits here until you order or remove it.
cart-see-plans = See plans and prices
cart-tier = Plan
cart-seats = Number of licences ({ $noun })
cart-seats-hint = Each person who schedules and starts meetings needs one. Guests need none.
cart-interval = Paid
cart-add-ons = Add-ons
cart-add-on-price = { $amount } per { $unit } and month
cart-add-on-price-year = { $amount } per { $unit } and year
cart-add-on-countries = { $count ->
    [one] Calls to { $count } country
   *[other] Calls to { $count } countries
}
cart-sum = Sum
cart-total = Sum before tax
cart-period-monthly = for one month
cart-period-annual = for one year
cart-update = Update the sum
cart-remove = Remove { $product }
cart-checkout = Go to checkout
cart-interval-saving = Saves { $amount } a year for each
